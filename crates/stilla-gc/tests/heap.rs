//! The collector against small worlds whose reachability is known.
//!
//! Uses: stilla-gc.
//! Never: any other crate of the workspace.

#![allow(clippy::unwrap_used, missing_docs)]

#[path = "heap/behaviour.rs"]
mod behaviour;
#[path = "heap/generations.rs"]
mod generations;
#[path = "heap/model.rs"]
mod model;
#[path = "heap/stack.rs"]
mod stack;
#[path = "heap/world.rs"]
mod world;
