//! An instance of a class lives in the heap: it owns its data.
use stilla::js_class;

struct Reader<'a> {
    text: &'a str,
}

#[js_class]
impl<'a> Reader<'a> {
    fn len(&self) -> usize {
        self.text.len()
    }
}

fn main() {}
