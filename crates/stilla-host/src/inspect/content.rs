//! Content that is no property: of promises, buffers, DataViews.
//!
//! Uses: core. Never: console, system.

use stilla_core::buffer::{Buffer, ViewRecord, view_slot};
use stilla_core::promise::PromiseState;
use stilla_core::{Cx, JsResult, Object};

use super::{Inspector, Style};

impl Inspector<'_> {
    pub(super) fn promise(
        &mut self,
        cx: &mut Cx,
        promise: Object,
        items: &mut Vec<String>,
        depth: usize,
    ) -> JsResult<()> {
        let state = cx.promise_state(promise);
        if state == PromiseState::Pending {
            items.push(self.styled(Style::Special, "<pending>"));
            return Ok(());
        }
        let result = cx.promise_result(promise);
        let shown = self.indented(|this| this.value(cx, result, depth))?;
        items.push(match state {
            PromiseState::Rejected => {
                format!("{} {shown}", self.styled(Style::Special, "<rejected>"))
            }
            _ => shown,
        });
        Ok(())
    }

    pub(super) fn bytes(
        &mut self,
        _cx: &mut Cx,
        object: Object,
        items: &mut Vec<String>,
    ) -> JsResult<()> {
        let Some(buffer) = Buffer::of(object) else {
            return Ok(());
        };
        if buffer.is_detached() {
            items.push(self.styled(Style::Special, "(detached)"));
        } else {
            let length = buffer.len();
            let shown = length.min(self.options.max_items);
            let bytes = buffer.to_vec(0, shown);
            let hex: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            let mut hex = hex.join(" ");
            if length > shown {
                let rest = length - shown;
                let plural = if rest == 1 { "" } else { "s" };
                hex.push_str(&format!(" ... {rest} more byte{plural}"));
            }
            let name = self.styled(Style::Special, "[Uint8Contents]");
            items.push(format!("{name}: <{hex}>"));
        }
        let length = self.styled(Style::Number, &buffer.len().to_string());
        items.push(format!("byteLength: {length}"));
        Ok(())
    }

    pub(super) fn data_view(
        &mut self,
        cx: &mut Cx,
        view: Object,
        items: &mut Vec<String>,
        depth: usize,
    ) -> JsResult<()> {
        let Some(record) = ViewRecord::of(view) else {
            return Ok(());
        };
        for (name, number) in [
            ("byteLength", record.byte_len()),
            ("byteOffset", record.offset),
        ] {
            let number = self.styled(Style::Number, &number.to_string());
            items.push(format!("{name}: {number}"));
        }
        let buffer = view.internal(view_slot::OBJECT);
        let shown = self.indented(|this| this.value(cx, buffer, depth))?;
        items.push(format!("buffer: {shown}"));
        Ok(())
    }
}
