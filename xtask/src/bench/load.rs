//! A large script whose load time is the measurement: megabytes of code of which little runs.
//!
//! It is written here and not stored, because four megabytes of made code teach no reader anything.
//! The text is the same at each run.
//!
//! Uses: failure
//! Never: bench::engine, bench::figures

use crate::failure::{During, Failure};
use std::fmt::Write as _;
use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::Path;

/// How many modules of about three kilobytes the script has.
const MODULES: u32 = 1400;

/// Writes the script to `file`, module by module.
///
/// NOTE: never build the whole text in memory. A child's peak memory starts at the peak of the
/// process that spawned it, so whatever this task once held would show in each measurement.
pub fn write(file: &Path) -> Result<(), Failure> {
    let told = || format!("writing {}", file.display());
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).during(told())?;
    }
    let mut script = BufWriter::new(fs::File::create(file).during(told())?);
    script
        .write_all(
            b"// A large script: many modules are defined, few are used.\n\"use strict\";\n\
              const out = typeof print === \"function\" ? print : console.log;\nconst modules = {};\n",
        )
        .during(told())?;
    let mut text = String::new();
    for module in 0..MODULES {
        text.clear();
        self::module(&mut text, module);
        script.write_all(text.as_bytes()).during(told())?;
    }
    writeln!(
        script,
        "let check = 0;\nfor (let i = 0; i < {MODULES}; i += 97) check = (check * 31 + modules[\"m\" + i].use(i)) % 1000000007;\n\
         out(\"load \" + check + \" \" + Object.keys(modules).length);"
    )
    .and_then(|()| script.flush())
    .during(told())
}

fn module(text: &mut String, m: u32) {
    let _ = writeln!(text, "modules[\"m{m}\"] = (function (exports) {{");
    let _ = writeln!(
        text,
        "  const table{m} = {{ id: {m}, name: \"module {m}\", list: [{m}, {}, {}], \"key-{m}\": null, on: {} }};",
        m * 3,
        m * m,
        m.is_multiple_of(2)
    );
    for f in 0..6 {
        function(text, m, f);
    }
    class(text, m);
    let _ = writeln!(
        text,
        "  exports.use = function (n) {{ return new Shape{m}(n, table{m}.id).area() + f{m}_0(n, 3, table{m}.list); }};"
    );
    let _ = writeln!(
        text,
        "  exports.match = (text) => /^(?:m{m}|[a-z]+-{m})\\s*=\\s*(\\d+)$/.exec(text);\n  return exports;\n}})({{}});\n"
    );
}

fn function(text: &mut String, m: u32, f: u32) {
    let _ = write!(
        text,
        "  // Works on number {f} of module {m}.
  function f{m}_{f}(first, second = {f}, ...rest) {{
    let result = first * {a} + second, index = 0;
    for (const item of rest) {{
      if (item === undefined || item === null) continue;
      result += typeof item === \"number\" ? item : item.length ?? {f};
      index++;
    }}
    while (result > {b}) {{ result = (result >> 1) ^ index; }}
    switch (result % 4) {{
      case 0: return result + {m};
      case 1: {{ const {{ id, name: label = `none ${{result}}` }} = table{m}; return id + label.length; }}
      default: return [result, first, second].map((x) => x + {f}).reduce((a, b) => a + b, 0);
    }}
  }}
",
        a = f + 2,
        b = 1000 + m,
    );
}

fn class(text: &mut String, m: u32) {
    let _ = write!(
        text,
        "  class Shape{m} {{
    #scale = {m};
    static made = 0;
    constructor(width, height) {{ this.width = width; this.height = height; Shape{m}.made++; }}
    get scale() {{ return this.#scale % 7; }}
    area() {{ return this.width * this.height * (this.scale || 1); }}
    toString() {{ return `Shape{m}(${{this.width}} x ${{this.height}}, \"${{table{m}.name}}\")`; }}
    async save(store) {{ try {{ await store.put(\"shape-{m}\", this); }} catch (error) {{ throw new Error(\"not saved: \" + error.message); }} }}
  }}
"
    );
}
