//! `$262.agent`: further agents on threads of their own.
//!
//! An agent is a machine with the built-ins of the one that started it. They share nothing but
//! the reports, which are text, and the memory that is broadcast. When the first agent's cluster
//! dies, its agents are interrupted.
//!
//! Uses: core, test262, system. Never: console.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use stilla_core::buffer::{Buffer, SharedBytes};
use stilla_core::builtin::Global;
use stilla_core::error::type_error;
use stilla_core::function::NativeOptions;
use stilla_core::host_data::Data;
use stilla_core::script::CompileOptions;
use stilla_core::{
    Call, Cx, Interrupt, Intrinsic, JsResult, Limits, Msg, NativeFn, Object, Thrown, Value,
};

use crate::system::SystemHost;

/// Bytes of native stack of an agent, and how many of them its machine may use.
const STACK: usize = 8 << 20;
const USABLE_STACK: usize = 4 << 20;
/// Bytes of memory that an agent may use.
const MEMORY: usize = 512 << 20;
/// How long a broadcast waits for one agent.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long an agent sleeps before it looks whether it must end.
const NAP: Duration = Duration::from_millis(5);

type Reports = Arc<Mutex<VecDeque<String>>>;

/// Memory on its way to an agent.
struct Message {
    bytes: Arc<SharedBytes>,
    growable: bool,
    received: Sender<()>,
}

/// What the agent that starts others knows of them.
struct Cluster {
    reports: Reports,
    agents: Mutex<Vec<(Sender<Message>, Interrupt)>>,
    epoch: Instant,
}

impl Drop for Cluster {
    fn drop(&mut self) {
        for (_, interrupt) in lock(&self.agents).iter() {
            interrupt.interrupt("the agent that started it has ended");
        }
    }
}

/// What a started agent knows.
struct Member {
    reports: Reports,
    inbox: Mutex<Receiver<Message>>,
    epoch: Instant,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The `agent` object of the agent that starts others.
pub(super) fn make(cx: &mut Cx) -> JsResult<Object> {
    let cluster = Arc::new(Cluster {
        reports: Reports::default(),
        agents: Mutex::default(),
        epoch: Instant::now(),
    });
    let functions: &[(&str, u32, NativeFn)] = &[
        ("start", 1, start),
        ("broadcast", 1, broadcast),
        ("getReport", 0, get_report),
        ("sleep", 1, sleep),
        ("monotonicNow", 0, cluster_now),
    ];
    object_with(cx, functions, Box::new(cluster))
}

fn object_with(
    cx: &mut Cx,
    functions: &[(&str, u32, NativeFn)],
    data: Box<dyn std::any::Any + Send>,
) -> JsResult<Object> {
    let data = Data::new(cx, data, 64)?.to_value();
    let object = cx.new_object();
    for (name, length, function) in functions {
        let options = NativeOptions {
            data,
            ..NativeOptions::default()
        };
        let function = cx.new_native(*name, *length, *function, options);
        cx.create_data_property_or_throw(object, *name, function.into())?;
    }
    Ok(object)
}

fn shared_data<T: 'static>(call: &Call<'_>) -> Arc<T> {
    Data::from_value(call.data())
        .and_then(|data| data.with(|data: &Arc<T>| Arc::clone(data)))
        .expect("the functions of an agent close over what it knows")
}

fn start(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let cluster = shared_data::<Cluster>(call);
    let text = cx.to_string(call.arg(0))?;
    let source = cx.to_wtf8(text);
    let (outbox, inbox) = channel();
    let member = Member {
        reports: Arc::clone(&cluster.reports),
        inbox: Mutex::new(inbox),
        epoch: cluster.epoch,
    };
    let builtins = cx.builtins();
    let (started, running) = channel();
    let thread = std::thread::Builder::new().stack_size(STACK);
    let spawned = thread.spawn(move || run(builtins, Arc::new(member), &source, &started));
    if spawned.is_err() {
        return Err(type_error(
            cx,
            Msg::Text {
                text: "no thread for an agent".to_owned(),
            },
        ));
    }
    if let Ok(interrupt) = running.recv() {
        lock(&cluster.agents).push((outbox, interrupt));
    }
    Ok(Value::UNDEFINED)
}

/// The whole life of a started agent.
fn run(
    builtins: &'static [&'static Global],
    member: Arc<Member>,
    source: &[u8],
    started: &Sender<Interrupt>,
) {
    let limits = Limits {
        memory: MEMORY,
        native_stack: USABLE_STACK,
        ..Limits::default()
    };
    let mut cx = Cx::new(
        builtins,
        Box::new(SystemHost {
            can_block: true,
            ..SystemHost::default()
        }),
        limits,
    );
    // NOTE: nobody listens any more if the starter has ended.
    let _ = started.send(cx.interrupt_handle());
    let reports = Arc::clone(&member.reports);
    let result = cx.enter(|cx| {
        install_member(cx, member)?;
        cx.eval_script("<agent>", source, &CompileOptions::default())?;
        cx.run_until_idle()
    });
    if let Err(thrown) = result
        && let Some(value) = thrown.value()
    {
        let text = cx.enter(|cx| cx.describe_exception(value));
        lock(&reports).push_back(text);
    }
}

fn install_member(cx: &mut Cx, member: Arc<Member>) -> JsResult<()> {
    let host = cx.new_object();
    let functions: &[(&str, u32, NativeFn)] = &[
        ("receiveBroadcast", 1, receive_broadcast),
        ("report", 1, report),
        ("sleep", 1, sleep),
        ("leaving", 0, leaving),
        ("monotonicNow", 0, member_now),
    ];
    let agent = object_with(cx, functions, Box::new(member))?;
    cx.create_data_property_or_throw(host, "agent", agent.into())?;
    let global = cx.global_object();
    cx.create_data_property_or_throw(global, "$262", host.into())
}

/// Sends the memory to every agent, and waits until all have it.
fn broadcast(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let cluster = shared_data::<Cluster>(call);
    let buffer = call.arg(0).as_object().and_then(Buffer::of);
    let Some((bytes, growable)) =
        buffer.and_then(|buffer| Some((buffer.shared()?, buffer.is_resizable())))
    else {
        return Err(type_error(cx, Msg::NotArrayBuffer { value: call.arg(0) }));
    };
    let agents: Vec<Sender<Message>> = lock(&cluster.agents)
        .iter()
        .map(|(outbox, _)| outbox.clone())
        .collect();
    let receipts: Vec<Receiver<()>> = agents
        .iter()
        .filter_map(|outbox| {
            let (received, receipt) = channel();
            let message = Message {
                bytes: Arc::clone(&bytes),
                growable,
                received,
            };
            outbox.send(message).ok().map(|()| receipt)
        })
        .collect();
    for receipt in receipts {
        // NOTE: an agent that has ended gives no receipt.
        let _ = receipt.recv_timeout(PATIENCE);
    }
    Ok(Value::UNDEFINED)
}

/// Waits for memory, and calls the function with it.
fn receive_broadcast(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let member = shared_data::<Member>(call);
    let message = loop {
        match lock(&member.inbox).recv_timeout(NAP) {
            Ok(message) => break message,
            Err(std::sync::mpsc::RecvTimeoutError::Timeout) => {}
            Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => return Ok(Value::UNDEFINED),
        }
        look_at_limits(cx)?;
    };
    let buffer = cx.buffer_from_shared(message.bytes, message.growable);
    let prototype = cx.intrinsic(Intrinsic::SharedArrayBufferPrototype);
    let object = cx.buffer_object(buffer, prototype);
    let _ = message.received.send(());
    cx.call(call.arg(0), Value::UNDEFINED, &[object.into(), call.arg(1)])
}

fn get_report(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let cluster = shared_data::<Cluster>(call);
    let text = lock(&cluster.reports).pop_front();
    Ok(text.map_or(Value::NULL, |text| cx.string(&text).into()))
}

fn report(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let member = shared_data::<Member>(call);
    let text = cx.to_string(call.arg(0))?;
    let text = cx.to_rust_string(text);
    lock(&member.reports).push_back(text);
    Ok(Value::UNDEFINED)
}

fn leaving(_: &mut Cx, _: &Call<'_>) -> JsResult<Value> {
    Ok(Value::UNDEFINED)
}

fn sleep(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let milliseconds = cx.to_number(call.arg(0))?;
    let length = Duration::try_from_secs_f64(milliseconds.max(0.0) / 1000.0).unwrap_or(PATIENCE);
    let end = Instant::now() + length;
    loop {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(Value::UNDEFINED);
        }
        std::thread::sleep(left.min(NAP));
        look_at_limits(cx)?;
    }
}

/// Charges so much that interrupt and deadline are looked at.
fn look_at_limits(cx: &mut Cx) -> Result<(), Thrown> {
    cx.charge(10_000)
}

fn milliseconds_since(epoch: Instant) -> Value {
    Value::from(epoch.elapsed().as_secs_f64() * 1000.0)
}

fn cluster_now(_: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(milliseconds_since(shared_data::<Cluster>(call).epoch))
}

fn member_now(_: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    Ok(milliseconds_since(shared_data::<Member>(call).epoch))
}
