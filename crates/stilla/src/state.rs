//! What this crate keeps beside each agent.
//!
//! Uses: core. Never: runtime.

use std::any::TypeId;
use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;
use stilla_core::{Cx, Handle, Symbol};

use crate::convert::Layouts;
use crate::cpu_profile::Ticking;
use crate::modules::ImportMeta;
use crate::program::Recent;
use crate::shared::Views;
use crate::source_map::SourceMaps;
use crate::tasks::{Inbox, Task};
use crate::timers::Timers;

/// Rust data of one agent, made when it is first needed.
#[derive(Default)]
pub(crate) struct State {
    /// The private name under which an error object keeps its Rust error.
    source_name: Option<Handle>,
    /// What other threads leave for the agent.
    pub(crate) inbox: Arc<Inbox>,
    /// Timers of scripts.
    pub(crate) timers: Timers,
    /// Futures of the host.
    pub(crate) tasks: Vec<Task>,
    /// What was compiled last.
    pub(crate) programs: Recent,
    /// What makes the runtime look where its time goes.
    pub(crate) ticking: Option<Ticking>,
    /// Views of shared data.
    pub(crate) views: Views,
    /// Where the original places of stacks come from, if anybody asked for them.
    pub(crate) source_maps: Option<SourceMaps>,
    /// What adds to each `import.meta`.
    pub(crate) import_meta: Option<ImportMeta>,
    /// Constructor and prototype of each class of the host that is registered.
    pub(crate) classes: HashMap<TypeId, ClassEntry, FxBuildHasher>,
    /// How objects are laid out that derived conversions make and read.
    pub(crate) layouts: Layouts,
}

/// A class of the host.
pub(crate) struct ClassEntry {
    pub(crate) constructor: Handle,
    pub(crate) prototype: Handle,
}

/// The state of an agent.
pub(crate) fn state(cx: &mut Cx) -> &mut State {
    cx.embedder()
        .get_or_insert_with(|| Box::new(State::default()))
        .downcast_mut::<State>()
        .expect("nobody else has access to the embedder's data")
}

/// The state of an agent, if there is some: handles in it can be looked up where they are.
pub(crate) fn state_if_any(cx: &Cx) -> Option<&State> {
    cx.embedder_data()?.downcast_ref::<State>()
}

/// The private name of the Rust errors behind error objects.
pub(crate) fn source_name(cx: &mut Cx) -> Symbol {
    let kept = state(cx).source_name.clone();
    if let Some(symbol) = kept.and_then(|handle| cx.kept(&handle)?.as_symbol()) {
        return symbol;
    }
    let description = cx.string("#source");
    let symbol = cx.new_private_name(description);
    let handle = cx.keep(symbol.into());
    state(cx).source_name = Some(handle);
    symbol
}
