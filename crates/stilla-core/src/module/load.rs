//! Finding modules: through the host, once for each identity; parsing them and what they request.
//!
//! §16.2.1.9 HostLoadImportedModule <https://tc39.es/ecma262/#sec-HostLoadImportedModule> is
//! synchronous here: the host has the text or says why not.
//!
//! Uses: module, host, script, the compiler. Never: evaluate.

use std::collections::HashSet;
use std::sync::Arc;

use stilla_bytecode::code::Source;
use stilla_bytecode::{Code, WtfString};
use stilla_compiler::CompileOptions;
use stilla_gc::Gc;

use super::{Module, ModuleRecord, Status, requests_of};
use crate::Cx;
use crate::buffer::{BufferOptions, ElementType};
use crate::error::{ErrorKind, JsResult, Msg, throw_error, type_error};
use crate::object::Object;
use crate::ops::EntryKind;
use crate::realm::Intrinsic;
use crate::value::Value;

/// What the import attribute `type` says a module is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AttributeType {
    /// JavaScript: there is no `type`.
    #[default]
    Script,
    /// `type: "json"`: the default export is the parsed text.
    Json,
    /// `type: "text"`: the default export is the text.
    Text,
    /// `type: "bytes"`: the default export is a Uint8Array of an immutable buffer.
    Bytes,
    /// A type that only the [`ModuleMaker`] knows.
    Other(&'static str),
}

/// Makes modules whose exports are values: receives identity and type, and gives an object whose own
/// properties are the exports, or nothing if this is a module of another kind.
pub type ModuleMaker =
    dyn Fn(&mut Cx, &str, AttributeType) -> JsResult<Option<Object>> + Send + Sync;

/// The first slot of a synthetic module that is not that of the record.
const DEFAULT_SLOT: u16 = 1;

impl Cx {
    /// The module with this identity, from the module map or from the host. It is parsed but not linked.
    ///
    /// # Errors
    /// TypeError if the host has no such module; SyntaxError.
    pub fn load_module(&mut self, identity: &str) -> JsResult<Module> {
        self.enter(|cx| cx.load_as(identity, AttributeType::Script).map(Module))
    }

    /// Puts a module with this text into the module map, in place of one with the same identity.
    ///
    /// # Errors
    /// SyntaxError.
    pub fn add_module_source(&mut self, identity: &str, text: &[u8]) -> JsResult<Module> {
        self.enter(|cx| {
            let code = cx.compile_module_text(identity, text)?;
            cx.add_module_code(identity, &code)
        })
    }

    /// Puts a compiled module into the module map, in place of one with the same identity.
    ///
    /// # Errors
    /// RangeError for constants beyond a limit.
    pub fn add_module_code(&mut self, identity: &str, code: &Arc<Code>) -> JsResult<Module> {
        let module = self.new_module(identity, Some(code), Vec::new())?;
        self.insert(identity, AttributeType::Script, module);
        Ok(Module(module))
    }

    /// Puts a module of the host into the module map, whose exports are values. Its identity is also a
    /// specifier of it in every module.
    ///
    /// # Errors
    /// None in practice.
    pub fn add_synthetic_module(
        &mut self,
        identity: &str,
        exports: &[(&str, Value)],
    ) -> JsResult<Module> {
        let names = exports
            .iter()
            .zip(DEFAULT_SLOT..)
            .map(|((name, _), slot)| (name.as_bytes().into(), slot))
            .collect();
        let module = self.new_module(identity, None, names)?;
        for ((_, value), slot) in exports.iter().zip(usize::from(DEFAULT_SLOT)..) {
            module.environment.get().set(slot, *value);
        }
        self.insert(identity, AttributeType::Script, module);
        Ok(Module(module))
    }

    /// Puts a module whose exports are the properties of an object into the module map, in place of one with the
    /// same identity. Its identity is also a specifier of it in every module.
    ///
    /// # Errors
    /// Reading the properties may throw.
    pub fn replace_module(&mut self, identity: &str, exports: Object) -> JsResult<()> {
        self.enter(|cx| {
            let module = cx.add_made_module(identity, AttributeType::Script, exports)?;
            cx.insert(identity, AttributeType::Script, module);
            Ok(())
        })
    }

    /// The identities of the modules in the module map.
    pub fn module_identities(&self) -> impl Iterator<Item = &str> {
        self.modules
            .modules
            .keys()
            .map(|(_, _, identity)| identity.as_str())
    }

    /// Takes the modules out of the module map whose identities are chosen: the next import loads them anew. What
    /// has imported them goes on with them as they were.
    pub fn forget_modules(&mut self, is_chosen: impl Fn(&str) -> bool) {
        let realm = self.realm().address();
        self.modules
            .modules
            .retain(|(of, _, identity), _| *of != realm || !is_chosen(identity));
    }

    fn insert(&mut self, identity: &str, kind: AttributeType, module: Gc<ModuleRecord>) {
        let key = (module.realm.get().address(), kind, identity.to_owned());
        self.modules.modules.insert(key, module);
    }

    fn compile_module_text(&mut self, identity: &str, text: &[u8]) -> JsResult<Arc<Code>> {
        let mut options = self.bounded_options(self.modules.options.clone(), text.len());
        enable_extensions(identity, &mut options);
        let code = stilla_compiler::compile_module(identity, text, &options)
            .map_err(|error| self.placed_compile_error(error, &Source::new(identity, text)))?;
        self.cover(&code);
        Ok(code)
    }

    fn load_as(&mut self, identity: &str, kind: AttributeType) -> JsResult<Gc<ModuleRecord>> {
        let key = (self.realm().address(), kind, identity.to_owned());
        if let Some(module) = self.modules.modules.get(&key) {
            return Ok(*module);
        }
        if let Some(maker) = self.modules.maker.clone()
            && let Some(exports) = maker(self, identity, kind)?
        {
            return self.add_made_module(identity, kind, exports);
        }
        let source = match self.host.load_module(identity) {
            Ok(source) => source,
            Err(text) => return Err(type_error(self, Msg::Text { text })),
        };
        let module = match kind {
            AttributeType::Script => {
                let code = self.compile_module_text(identity, &source.text)?;
                self.new_module(identity, Some(&code), Vec::new())?
            }
            AttributeType::Other(name) => return Err(self.unsupported_type(name)),
            AttributeType::Json | AttributeType::Text | AttributeType::Bytes => {
                let value = self.synthetic_value(kind, &source)?;
                let name: WtfString = b"default".as_slice().into();
                let module = self.new_module(identity, None, vec![(name, DEFAULT_SLOT)])?;
                module
                    .environment
                    .get()
                    .set(usize::from(DEFAULT_SLOT), value);
                module
            }
        };
        self.modules.modules.insert(key, module);
        Ok(module)
    }

    /// Puts a module into the module map whose exports are the own properties of `exports`.
    fn add_made_module(
        &mut self,
        identity: &str,
        kind: AttributeType,
        exports: Object,
    ) -> JsResult<Gc<ModuleRecord>> {
        let entries = self.enumerable_own_properties(exports, EntryKind::Entries)?;
        let values = crate::GcVec::new(self);
        let mut names = Vec::new();
        for entry in entries.iter().filter_map(Value::as_object) {
            let name = self.dense_element(entry, 0).and_then(Value::as_string);
            let value = self.dense_element(entry, 1).unwrap_or_default();
            // NOTE: slots are counted with 16 bits; whoever has more exports takes the default one.
            if let Some(name) = name.filter(|_| values.len() < usize::from(u16::MAX - DEFAULT_SLOT))
            {
                let slot = DEFAULT_SLOT + values.len() as u16;
                names.push((self.to_wtf8(name).into(), slot));
                values.try_push(self, value)?;
            }
        }
        let module = self.new_module(identity, None, names)?;
        for (slot, value) in (usize::from(DEFAULT_SLOT)..).zip(values.iter()) {
            module.environment.get().set(slot, value);
        }
        self.insert(identity, kind, module);
        Ok(module)
    }

    fn unsupported_type(&mut self, name: &str) -> crate::error::Thrown {
        let text = format!("Module type '{name}' is not supported");
        type_error(self, Msg::Text { text })
    }

    fn synthetic_value(&mut self, kind: AttributeType, source: &Source) -> JsResult<Value> {
        if kind == AttributeType::Bytes {
            return self.bytes_of(source);
        }
        let text = self.wtf8(&source.text);
        match (kind, self.modules.json_parser) {
            (AttributeType::Json, Some(parse)) => parse(self, text),
            (AttributeType::Json, None) => {
                let text = "JSON modules need the built-in JSON".to_owned();
                Err(type_error(self, Msg::Text { text }))
            }
            _ => Ok(text.into()),
        }
    }

    fn bytes_of(&mut self, source: &Source) -> JsResult<Value> {
        let length = source.text.len();
        let buffer = self.new_buffer(length as u64, BufferOptions::default())?;
        buffer.write_bytes(0, &source.text);
        self.make_buffer_immutable(buffer);
        let prototype = self.intrinsic(Intrinsic::ArrayBufferPrototype);
        let object = self.buffer_object(buffer, prototype);
        let prototype = self.intrinsic(Intrinsic::Uint8ArrayPrototype);
        let array = self.typed_array_object(prototype, ElementType::Uint8, object, 0, Some(length));
        Ok(array.into())
    }

    /// The module that `specifier` names for `referrer`.
    pub(super) fn load_imported(
        &mut self,
        specifier: &[u8],
        referrer: &str,
        kind: AttributeType,
    ) -> JsResult<Gc<ModuleRecord>> {
        let specifier = String::from_utf8_lossy(specifier);
        if let Some(module) = self.synthetic_module(&specifier) {
            return Ok(module);
        }
        match self.host.resolve_module(&specifier, referrer) {
            Ok(identity) => self.load_as(&identity, kind),
            Err(text) => Err(type_error(self, Msg::Text { text })),
        }
    }

    /// A module of the host whose identity is the very specifier: it is found without resolving.
    fn synthetic_module(&self, specifier: &str) -> Option<Gc<ModuleRecord>> {
        let realm = self.realm().address();
        let key = (realm, AttributeType::Script, specifier.to_owned());
        let module = *self.modules.modules.get(&key)?;
        module.block.get().is_undefined().then_some(module)
    }

    /// §16.2.1.6.1.1 LoadRequestedModules ( [ hostDefined ] ) <https://tc39.es/ecma262/#sec-LoadRequestedModules>
    pub(super) fn load_requested(&mut self, module: Gc<ModuleRecord>) -> JsResult<()> {
        let mut seen = HashSet::new();
        let mut open = vec![module]; // NOTE: what is in it is in the module map too
        while let Some(module) = open.pop() {
            if module.status.get() != Status::Unlinked || !seen.insert(module.address()) {
                continue;
            }
            // An earlier attempt may have failed behind this module.
            if module.loaded.get().is_some() {
                open.extend(module.requested_beyond_source().into_iter().rev());
                continue;
            }
            let Some(code) = module.code() else { continue };
            self.charge(1 + requests_of(&code).len() as u32)?;
            let mut loaded = Vec::new();
            for request in requests_of(&code) {
                let kind = self.attribute_type(&request.attributes, ErrorKind::Syntax)?;
                loaded.push(self.load_imported(&request.specifier, &module.identity, kind)?);
            }
            let _ = module.loaded.set(loaded);
            open.extend(module.requested_beyond_source().into_iter().rev());
        }
        Ok(())
    }

    /// What the attributes say; an unknown one is an error of the kind `refusal`.
    pub(super) fn attribute_type(
        &mut self,
        attributes: &[(WtfString, WtfString)],
        refusal: ErrorKind,
    ) -> JsResult<AttributeType> {
        let mut kind = AttributeType::Script;
        for (key, value) in attributes {
            if **key != *b"type" {
                let name = self.wtf8(key);
                return Err(throw_error(self, refusal, Msg::ModuleAttribute { name }));
            }
            kind = match &**value {
                b"json" => AttributeType::Json,
                b"text" => AttributeType::Text,
                b"bytes" => AttributeType::Bytes,
                other => {
                    let mut formats = self.modules.formats.iter();
                    match formats.find(|format| format.as_bytes() == other) {
                        Some(format) => AttributeType::Other(format),
                        None => {
                            let other = String::from_utf8_lossy(other);
                            return Err(self.unsupported_type(&other));
                        }
                    }
                }
            };
        }
        Ok(kind)
    }
}

/// Switches on what the ending of a file name stands for.
fn enable_extensions(identity: &str, options: &mut CompileOptions) {
    let path = identity.split(['?', '#']).next().unwrap_or(identity);
    match path.rsplit('.').next() {
        Some("ts" | "mts" | "cts") => options.typescript = true,
        Some("tsx") => {
            options.typescript = true;
            options.jsx = true;
        }
        Some("jsx") => options.jsx = true,
        _ => {}
    }
}
