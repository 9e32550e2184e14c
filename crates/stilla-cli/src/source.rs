//! Files of source text: read with their limits, and compiled as their names say.
//!
//! Uses: stilla. Never: the commands, failure.

use std::io::Read;
use std::path::Path;

use stilla::{Error, Goal, Program, ProgramOptions, Runtime};

/// Larger files are refused: no program is that long, and a tree of it would fill the memory.
const LARGEST: u64 = 128 << 20;

/// A text to run.
#[derive(Clone, Debug)]
pub(crate) struct SourceFile {
    /// What stack traces call it; what the imports of a module are relative to.
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) options: ProgramOptions,
}

impl SourceFile {
    /// A text that is no file.
    pub(crate) fn inline(name: &str, text: &str) -> SourceFile {
        SourceFile {
            name: name.to_owned(),
            text: text.to_owned(),
            options: ProgramOptions::default(),
        }
    }

    /// Reads a file, or standard input for `-`.
    ///
    /// # Errors
    /// Why the file can't be used, in a sentence that names it.
    pub(crate) fn read(path: &Path, goal: Goal) -> Result<SourceFile, String> {
        if path == Path::new("-") {
            let text = read_text("<stdin>", std::io::stdin().lock())?;
            let options = ProgramOptions {
                goal,
                ..ProgramOptions::default()
            };
            return Ok(SourceFile {
                name: "<stdin>".to_owned(),
                text,
                options,
            });
        }
        let name = path.display().to_string();
        if path.is_dir() {
            if let Err(error) = std::fs::read_dir(path) {
                return Err(format!("{name}: {}", plain(&error)));
            }
            return Err(format!("{name}: is a directory, not a program"));
        }
        let file =
            std::fs::File::open(path).map_err(|error| format!("{name}: {}", plain(&error)))?;
        let text = read_text(&name, file)?;
        let options = options_of(path, goal);
        let name = match options.goal {
            Goal::Script => name,
            Goal::Module => identity(path).unwrap_or(name),
        };
        Ok(SourceFile {
            name,
            text,
            options,
        })
    }

    /// Compiles the text. A script with imports, exports or `await` at its top turns out to be a module.
    ///
    /// # Errors
    /// [`Error::Compile`] and [`Error::Stopped`].
    pub(crate) fn compile(&mut self, path: &Path, runtime: &mut Runtime) -> Result<Program, Error> {
        let name = identity(path).unwrap_or_else(|| self.name.clone());
        self.compile_as(&name, runtime)
    }

    /// The same; as a module the text is called `name`.
    ///
    /// # Errors
    /// [`Error::Compile`] and [`Error::Stopped`].
    pub(crate) fn compile_as(
        &mut self,
        name: &str,
        runtime: &mut Runtime,
    ) -> Result<Program, Error> {
        let compiled = runtime.compile(&self.name, &self.text, self.options);
        let Err(Error::Compile(error)) = &compiled else {
            return compiled;
        };
        let may_be_module = self.options.goal == Goal::Script
            && ["import", "export", "await"]
                .iter()
                .any(|word| self.text.contains(word));
        if !may_be_module {
            return compiled;
        }
        let options = ProgramOptions {
            goal: Goal::Module,
            ..self.options
        };
        let as_module = runtime.compile(name, &self.text, options);
        // The reading that gets further tells more about what is wrong.
        let is_further = match &as_module {
            Err(Error::Compile(other)) => first_line(other) > first_line(error),
            _ => true,
        };
        if is_further {
            (self.name, self.options) = (name.to_owned(), options);
            return as_module;
        }
        compiled
    }
}

fn first_line(error: &stilla::CompileError) -> u32 {
    error
        .diagnostics
        .first()
        .map_or(0, |diagnostic| diagnostic.line)
}

/// What the ending of a file name says.
pub(crate) fn options_of(path: &Path, goal: Goal) -> ProgramOptions {
    let extension = path
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default();
    let is_module = goal == Goal::Module || matches!(extension, "mjs" | "mts");
    ProgramOptions {
        goal: if is_module {
            Goal::Module
        } else {
            Goal::Script
        },
        typescript: matches!(extension, "ts" | "mts" | "cts" | "tsx"),
        jsx: matches!(extension, "jsx" | "tsx"),
        ..ProgramOptions::default()
    }
}

/// What a file is called as a module.
pub(crate) fn identity(path: &Path) -> Option<String> {
    Some(path.canonicalize().ok()?.to_string_lossy().into_owned())
}

fn read_text(name: &str, from: impl Read) -> Result<String, String> {
    let mut bytes = Vec::new();
    let read = from.take(LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|error| format!("{name}: {}", plain(&error)))?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!(
            "{name}: too large: a program may have {} MB",
            LARGEST >> 20
        ));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count()
            + 1;
        format!("{name}: not UTF-8 text (line {line}, byte {at})")
    })
}

/// A path without what leads to the current folder.
pub(crate) fn short(path: &str) -> &str {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    let below = here
        .ok()
        .and_then(|here| Path::new(path).strip_prefix(here).ok());
    below.and_then(Path::to_str).unwrap_or(path)
}

/// The message of the system without its number.
pub(crate) fn plain(error: &std::io::Error) -> String {
    let text = error.to_string();
    let end = text.find(" (os error").unwrap_or(text.len());
    text[..end].to_owned()
}
