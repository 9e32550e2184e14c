//! Functions whose tree was dropped: compiled when they are first called.
//!
//! What such a function needs of its surroundings is kept in a form that threads can share and
//! that does not depend on the interner of the first parse: the environments around it as a chain
//! of [`KeptNode`]s, whose names are texts.
//!
//! Uses: body, scope, unit, function. Never: expr, stmt.

use crate::body::{self, Fields};
use crate::error::CompileError;
use crate::function::Surround;
use crate::scope::{Bound, Loc, Node, NodeNames, ScopeShape};
use crate::unit::{CompileOptions, Unit};
use bumpalo::Bump;
use rustc_hash::FxHashMap;
use std::rc::Rc;
use std::sync::Arc;
use stilla_bytecode::code::{GoesOn, LazyFault, LazyFunction, Source};
use stilla_bytecode::{Code, WtfString};
use stilla_syntax::ast::{LazyFunction as SyntaxLazy, Span};
use stilla_syntax::scope::FunctionFacts;
use stilla_syntax::{Interner, ParseOptions, PrivateNames, Surroundings, Watch, parse_function_at};

/// An environment around a function that is compiled later.
#[derive(Debug)]
pub(crate) struct KeptNode {
    parent: Option<Arc<KeptNode>>,
    shape: ScopeShape,
    /// The bindings that have a slot.
    pub names: FxHashMap<WtfString, Bound>,
}

impl KeptNode {
    pub(crate) fn new(
        parent: Option<Arc<KeptNode>>,
        shape: ScopeShape,
        names: FxHashMap<WtfString, Bound>,
    ) -> Arc<KeptNode> {
        Arc::new(KeptNode {
            parent,
            shape,
            names,
        })
    }
}

/// How a function is written: its own name is a binding inside an expression only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Declaration,
    Expression,
}

/// Everything that it takes to compile a function later.
#[derive(Debug)]
pub(crate) struct LazyBody {
    pub source: Arc<Source>,
    pub options: CompileOptions,
    pub in_module: bool,
    /// What is parsed again.
    pub lazy: SyntaxLazy,
    /// What `toString` shows.
    pub span: Span,
    pub facts: FunctionFacts,
    pub name: WtfString,
    pub around: Surround,
    pub outer: Option<Arc<KeptNode>>,
    pub fields: Fields,
    pub form: Form,
}

impl LazyFunction for LazyBody {
    fn compile(&self, goes_on: Option<&GoesOn>) -> Result<Arc<Code>, LazyFault> {
        let watch = goes_on.map(|goes_on| Watch(Arc::clone(goes_on)));
        self.compile_now(watch).map_err(|error| {
            if error.stopped {
                LazyFault::Stopped
            } else {
                LazyFault::Limit(error.to_string())
            }
        })
    }

    fn text(&self) -> (&Arc<Source>, (u32, u32)) {
        (&self.source, (self.span.start, self.span.end))
    }

    fn bytes(&self) -> usize {
        size_of::<LazyBody>() + self.name.len()
    }
}

impl LazyBody {
    fn compile_now(&self, watch: Option<Watch>) -> Result<Arc<Code>, CompileError> {
        let arena = Bump::new();
        let own = CompileOptions {
            watch,
            ..self.options.clone()
        };
        let options = ParseOptions {
            strict: self.facts.strict,
            typescript: self.options.typescript,
            jsx: self.options.jsx,
            jsx_names: self.options.jsx_names.clone(),
            lazy: true,
            stack_budget: self.options.stack_budget,
            watch: own.watch.clone(),
            surroundings: Surroundings {
                new_target: true,
                super_property: true,
                super_call: true,
                in_class_field: false,
                in_module: self.in_module,
                private_names: PrivateNames::Any,
            },
            ..ParseOptions::default()
        };
        let text = &self.source.text;
        let parsed = parse_function_at(
            text,
            &self.lazy,
            &self.facts,
            &arena,
            Interner::new(),
            &options,
        )?;
        let mut unit = Unit::new(self.source.clone(), &parsed.interner, &parsed.scopes, &own);
        unit.held += arena.allocated_bytes();
        unit.in_module = self.in_module;
        if self.form == Form::Declaration {
            unit.nameless = Some(parsed.root.scope);
        }
        let outer = self.outer.as_ref().map(revive);
        let name = self.name.clone();
        let code = body::compile(
            &unit,
            parsed.root,
            name,
            self.around,
            outer,
            self.fields,
            self.span,
        )?;
        Ok(code)
    }
}

/// The chain as the compiler walks it.
fn revive(innermost: &Arc<KeptNode>) -> Rc<Node> {
    let mut nodes = vec![innermost];
    while let Some(parent) = nodes.last().and_then(|node| node.parent.as_ref()) {
        nodes.push(parent);
    }
    let mut chain = None;
    for kept in nodes.into_iter().rev() {
        chain = Some(Rc::new(Node {
            parent: chain,
            shape: kept.shape,
            names: NodeNames::Kept(kept.clone()),
        }));
    }
    chain.expect("the chain has at least its innermost node")
}

impl Unit<'_> {
    /// The chain in a form that outlives the unit. Each node is kept once.
    pub(crate) fn keep(&self, innermost: &Rc<Node>) -> Arc<KeptNode> {
        let mut fresh: Vec<&Rc<Node>> = Vec::new();
        let mut parent = None;
        let mut next = Some(innermost);
        while let Some(node) = next {
            if let NodeNames::Kept(kept) = &node.names {
                parent = Some(kept.clone());
                break;
            }
            if let Some((_, kept)) = self.kept.borrow().get(&Rc::as_ptr(node)) {
                parent = Some(kept.clone());
                break;
            }
            fresh.push(node);
            next = node.parent.as_ref();
        }
        for node in fresh.into_iter().rev() {
            let kept = Arc::new(KeptNode {
                parent: parent.take(),
                shape: node.shape,
                names: self.texts(node),
            });
            let entry = (node.clone(), kept.clone());
            self.kept.borrow_mut().insert(Rc::as_ptr(node), entry);
            parent = Some(kept);
        }
        parent.expect("the chain has at least its innermost node")
    }

    fn texts(&self, node: &Node) -> FxHashMap<WtfString, Bound> {
        let NodeNames::Own(names) = &node.names else {
            return FxHashMap::default();
        };
        names
            .iter()
            .filter(|(name, bound)| {
                matches!(bound.loc, Loc::Slot(_)) && self.is_script_name(**name)
            })
            .map(|(&name, &bound)| (self.interner.text(name).into(), bound))
            .collect()
    }
}
