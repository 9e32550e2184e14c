//! Probe.
use stilla_core::builtin::*;
use stilla_core::*;
fn print(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let s = cx.to_string(call.arg(0))?;
    println!("{}", cx.to_rust_string(s));
    Ok(Value::UNDEFINED)
}
fn no(_: &mut Cx, _: &Call<'_>) -> JsResult<Value> { Ok(Value::UNDEFINED) }
const ARR: Global = Global::constructor("Array", 1, no).id(Intrinsic::Array).prototype_id(Intrinsic::ArrayPrototype).prototype_is(Kind::Array, |_| (0, [Value::UNDEFINED; 4]));
const FN: Global = Global::constructor("Function", 1, no).id(Intrinsic::Function);
const PRINT: Global = Global::function("print", 1, print);
static ALL: &[&Global] = &[&ARR, &FN, &PRINT];
fn main() {
    let path = std::env::args().nth(1).expect("file");
    let text = std::fs::read(&path).expect("read");
    let code = stilla_compiler::compile_script(&path, &text, &stilla_compiler::CompileOptions::default()).expect("compile");
    if std::env::var("DUMP").is_ok() { println!("{}", stilla_bytecode::disassemble(&code)); }
    let mut cx = Cx::new(ALL, Box::new(host::NoHost), Limits::default());
    let r = cx.enter(|cx| { let r = cx.run_script(&code); match r { Ok(v) => { println!("=> {v:?}"); } Err(t) => { match t.value() { Some(v) => println!("Uncaught {}", cx.describe_exception(v)), None => println!("stop") } } } });
    r
}
