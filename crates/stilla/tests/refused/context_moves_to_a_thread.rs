//! The collector scans the stack of the thread that entered: a context stays on it.
use stilla::{AsContext, Runtime};

fn main() {
    let mut runtime = Runtime::new();
    runtime
        .scope(|cx| {
            std::thread::scope(|threads| {
                threads.spawn(|| cx.eval("1"));
            });
            Ok(())
        })
        .unwrap();
}
