//! The abstract machine: values, strings, objects, shapes, realms, jobs, modules and the interpreter.
