//! `stilla:fs`: Node's names for what the granted files allow, at once or as promises.
//!
//! Uses: core, piece, grants, files. Never: the disk itself.

use std::sync::{Arc, PoisonError};

use stilla_core::host_data::Data;
use stilla_core::{Call, Cx, JsResult, NativeFn, Object, Thrown, Value};

use crate::files::{Files, Kind, Links, Refusal, Write};
use crate::grants::Grants;
use crate::piece;

const NATIVES: &[(&str, NativeFn)] = &[
    ("read", read),
    ("write", write),
    ("facts", facts),
    ("list", list),
    ("mkdir", mkdir),
    ("unlink", unlink),
    ("rmdir", rmdir),
    ("rename", rename),
    ("symlink", symlink),
    ("readlink", readlink),
    ("realpath", realpath),
    ("decode", piece::decode),
    ("encode", piece::encode),
];

/// The exports of the module.
pub(crate) fn exports(cx: &mut Cx, grants: &Arc<Grants>) -> JsResult<Object> {
    let data = Data::new(cx, Box::new(Arc::clone(grants)), 64)?;
    piece::run(
        cx,
        "stilla:fs",
        include_str!("js/fs.js"),
        NATIVES,
        data.to_value(),
    )
}

fn grants(call: &Call<'_>) -> Option<Arc<Grants>> {
    Data::from_value(call.data())?.with(|grants: &Arc<Grants>| Arc::clone(grants))
}

/// Does something with the files and records it; a refusal is an Error as Node makes it.
fn with<T>(
    cx: &mut Cx,
    call: &Call<'_>,
    syscall: &str,
    paths: &[&str],
    work: impl FnOnce(&mut dyn Files) -> Result<T, Refusal>,
) -> JsResult<T> {
    let Some(grants) = grants(call) else {
        return Err(piece::complain(cx, "there are no files"));
    };
    let result = {
        let mut files = grants.files.lock().unwrap_or_else(PoisonError::into_inner);
        work(&mut *files)
    };
    let outcome = result.as_ref().err().map_or("ok", |refusal| refusal.code);
    grants.record(&format!("fs.{syscall}"), &paths.join(" -> "), outcome);
    match result {
        Ok(value) => Ok(value),
        Err(refusal) => Err(refused(cx, refusal, syscall, paths)?),
    }
}

fn refused(cx: &mut Cx, refusal: Refusal, syscall: &str, paths: &[&str]) -> JsResult<Thrown> {
    let shown: Vec<String> = paths.iter().map(|path| format!("'{path}'")).collect();
    let hint = match refusal {
        Refusal::EACCES => " (files are allowed with --allow-fs)",
        _ => "",
    };
    let text = format!(
        "{}: {}, {syscall} {}{hint}",
        refusal.code,
        refusal.text,
        shown.join(" -> ")
    );
    let text_of = |cx: &mut Cx, text: &str| -> Value { cx.string(text).into() };
    let (code, call) = (text_of(cx, refusal.code), text_of(cx, syscall));
    let path = text_of(cx, paths.first().copied().unwrap_or_default());
    let properties = [
        ("errno", Value::from(refusal.number)),
        ("code", code),
        ("syscall", call),
        ("path", path),
    ];
    let thrown = piece::error_with(cx, &text, &properties)?;
    if let ([_, dest], Some(error)) = (paths, thrown.value().and_then(Value::as_object)) {
        let dest = text_of(cx, dest);
        cx.create_data_property_or_throw(error, "dest", dest)?;
    }
    Ok(thrown)
}

fn read(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let path = piece::text(cx, call.arg(0))?;
    let bytes = with(cx, call, "open", &[&path], |files| files.read(&path))?;
    piece::uint8_array(cx, &bytes)
}

fn write(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let path = piece::text(cx, call.arg(0))?;
    let bytes = piece::bytes(cx, call.arg(1))?;
    let how = match piece::text(cx, call.arg(2))?.as_str() {
        "a" => Write::Append,
        "wx" => Write::New,
        _ => Write::Replace,
    };
    with(cx, call, "open", &[&path], |files| {
        files.write(&path, &bytes, how)
    })?;
    Ok(Value::UNDEFINED)
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::File => "file",
        Kind::Folder => "directory",
        Kind::Link => "link",
        Kind::Other => "other",
    }
}

fn facts(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let path = piece::text(cx, call.arg(0))?;
    let (links, syscall) = match call.arg(1).to_boolean() {
        true => (Links::Follow, "stat"),
        false => (Links::Keep, "lstat"),
    };
    let facts = with(cx, call, syscall, &[&path], |files| {
        files.facts(&path, links)
    })?;
    let kind = cx.string(kind_name(facts.kind)).into();
    let facts = [
        kind,
        Value::from(facts.size as f64),
        Value::from(facts.modified),
        Value::from(f64::from(facts.mode)),
    ];
    Ok(cx.array_from_slice(&facts).into())
}

fn list(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let path = piece::text(cx, call.arg(0))?;
    let entries = with(cx, call, "scandir", &[&path], |files| files.list(&path))?;
    let found = stilla_core::GcVec::new(cx);
    for (name, kind) in entries {
        let pair = [piece::string(cx, &name)?, cx.string(kind_name(kind)).into()];
        let pair = cx.array_from_slice(&pair).into();
        found.try_push(cx, pair)?;
    }
    Ok(cx.array_from_list(found).into())
}

/// An operation on one path that gives nothing.
fn plain(
    cx: &mut Cx,
    call: &Call<'_>,
    syscall: &str,
    work: fn(&mut dyn Files, &str) -> Result<(), Refusal>,
) -> JsResult<Value> {
    let path = piece::text(cx, call.arg(0))?;
    with(cx, call, syscall, &[&path], |files| work(files, &path))?;
    Ok(Value::UNDEFINED)
}

fn mkdir(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    plain(cx, call, "mkdir", |files, path| files.make_folder(path))
}

fn unlink(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    plain(cx, call, "unlink", |files, path| files.remove_file(path))
}

fn rmdir(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    plain(cx, call, "rmdir", |files, path| files.remove_folder(path))
}

fn rename(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (from, to) = (piece::text(cx, call.arg(0))?, piece::text(cx, call.arg(1))?);
    with(cx, call, "rename", &[&from, &to], |files| {
        files.rename(&from, &to)
    })?;
    Ok(Value::UNDEFINED)
}

fn symlink(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let (target, path) = (piece::text(cx, call.arg(0))?, piece::text(cx, call.arg(1))?);
    with(cx, call, "symlink", &[&target, &path], |files| {
        files.make_link(&target, &path)
    })?;
    Ok(Value::UNDEFINED)
}

fn readlink(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let path = piece::text(cx, call.arg(0))?;
    let target = with(cx, call, "readlink", &[&path], |files| {
        files.read_link(&path)
    })?;
    piece::string(cx, &target)
}

fn realpath(cx: &mut Cx, call: &Call<'_>) -> JsResult<Value> {
    let path = piece::text(cx, call.arg(0))?;
    let real = with(cx, call, "realpath", &[&path], |files| {
        files.real_path(&path)
    })?;
    piece::string(cx, &real)
}
