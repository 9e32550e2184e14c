//! Source maps: which place of which text a compiler, bundler or minifier made a line of.
//!
//! Nothing here reads files: a host gives a loader, or the map is inside of the text.
//!
//! Uses: json, error. Never: runtime.

use std::collections::HashMap;
use std::sync::Arc;

use stilla_core::StackFrame;
use stilla_core::host::Source;

use crate::error::Error;
use crate::json::Json;

/// A source map, version 3 <https://tc39.es/ecma426/>.
///
/// # Examples
/// ```
/// use stilla::SourceMap;
///
/// let map = SourceMap::parse(r#"{"version": 3, "sources": ["sum.ts"], "names": ["sum"], "mappings": "AAAA,SAASA"}"#)?;
/// let place = map.lookup(1, 10).expect("mapped");
/// assert_eq!((place.source, place.line, place.column), ("sum.ts", 1, 10));
/// assert_eq!(place.name, Some("sum"));
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    sources: Vec<String>,
    contents: Vec<Option<String>>,
    names: Vec<String>,
    /// In the order of the generated places.
    mappings: Vec<Mapping>,
}

/// All numbers count from 0.
#[derive(Clone, Copy, Debug)]
struct Mapping {
    line: u32,
    column: u32,
    original: Option<[u32; 3]>,
    name: Option<u32>,
}

/// A place in the text that somebody wrote.
///
/// # Examples
/// ```
/// let map = stilla::SourceMap::parse(r#"{"version": 3, "sources": ["a.ts"], "sourcesContent": ["let a"], "mappings": "AAAI"}"#)?;
/// let place = map.lookup(1, 1).expect("mapped");
/// assert_eq!((place.column, place.text), (5, Some("let a")));
/// # Ok::<(), stilla::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Original<'m> {
    /// The name of the source.
    pub source: &'m str,
    /// The line, from 1.
    pub line: u32,
    /// The column in UTF-16 code units, from 1.
    pub column: u32,
    /// What the thing at the place was called.
    pub name: Option<&'m str>,
    /// The whole line, if the map has the text.
    pub text: Option<&'m str>,
}

impl SourceMap {
    /// Reads a map, also one of sections.
    ///
    /// # Errors
    /// What is no source map of version 3.
    ///
    /// # Examples
    /// ```
    /// assert!(stilla::SourceMap::parse("{}").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<SourceMap, Error> {
        let text = text.strip_prefix(")]}'").unwrap_or(text);
        let json = Json::parse(text).map_err(Error::new)?;
        let mut map = SourceMap::default();
        map.add(&json, 0, 0)
            .ok_or_else(|| Error::new("the text is no source map of version 3"))?;
        map.mappings
            .sort_by_key(|mapping| (mapping.line, mapping.column));
        Ok(map)
    }

    /// The original place of a line and a column of the generated text, both from 1.
    ///
    /// # Examples
    /// ```
    /// let map = stilla::SourceMap::parse(r#"{"version": 3, "sources": ["a"], "mappings": ";AACA"}"#)?;
    /// assert_eq!(map.lookup(2, 7).map(|place| place.line), Some(2));
    /// assert!(map.lookup(1, 1).is_none());
    /// # Ok::<(), stilla::Error>(())
    /// ```
    #[must_use]
    pub fn lookup(&self, line: u32, column: u32) -> Option<Original<'_>> {
        let place = (line.checked_sub(1)?, column.checked_sub(1)?);
        let after = self
            .mappings
            .partition_point(|mapping| (mapping.line, mapping.column) <= place);
        let mapping = self.mappings.get(after.checked_sub(1)?)?;
        let [source, line, column] = mapping.original.filter(|_| mapping.line == place.0)?;
        let index = source as usize;
        let contents = self.contents.get(index).and_then(Option::as_deref);
        Some(Original {
            source: self.sources.get(index)?,
            line: line + 1,
            column: column + 1,
            name: mapping
                .name
                .and_then(|name| self.names.get(name as usize))
                .map(String::as_str),
            text: contents.and_then(|text| text.lines().nth(line as usize)),
        })
    }

    /// Adds a map that begins at a place of the generated text.
    fn add(&mut self, json: &Json, line: u32, column: u32) -> Option<()> {
        (json.get("version")?.as_u32()? == 3).then_some(())?;
        if let Some(sections) = json.get("sections").and_then(Json::items) {
            for section in sections {
                let offset = section.get("offset")?;
                let (down, right) = (
                    offset.get("line")?.as_u32()?,
                    offset.get("column")?.as_u32()?,
                );
                let right = if down == 0 { column + right } else { right };
                // NOTE: a section holds no sections: what claims to is refused below.
                let map = section
                    .get("map")
                    .filter(|map| map.get("sections").is_none())?;
                self.add(map, line.checked_add(down)?, right)?;
            }
            return Some(());
        }
        let (first_source, first_name) = (self.sources.len() as u32, self.names.len() as u32);
        let root = json.get("sourceRoot").and_then(Json::as_str).unwrap_or("");
        let root = match root {
            "" => String::new(),
            root => format!("{}/", root.trim_end_matches('/')),
        };
        for source in json.get("sources")?.items()? {
            let name = source.as_str().unwrap_or("");
            self.sources.push(format!("{root}{name}"));
        }
        let contents = json.get("sourcesContent").and_then(Json::items);
        for content in contents.unwrap_or(&[]) {
            self.contents.push(content.as_str().map(str::to_owned));
        }
        self.contents.resize(self.sources.len(), None);
        for name in json.get("names").and_then(Json::items).unwrap_or(&[]) {
            self.names.push(name.as_str().unwrap_or("").to_owned());
        }
        let mappings = json.get("mappings")?.as_str()?;
        self.add_mappings(mappings, [line, column], first_source, first_name)
    }

    fn add_mappings(
        &mut self,
        text: &str,
        [line, column]: [u32; 2],
        first_source: u32,
        first_name: u32,
    ) -> Option<()> {
        // Source, line, column and name, each relative to the one before.
        let mut last = [0_i64; 4];
        for (down, segments) in (0_u32..).zip(text.split(';')) {
            let mut right = i64::from(if down == 0 { column } else { 0 });
            for segment in segments.split(',').filter(|segment| !segment.is_empty()) {
                let (fields, count) = decode(segment)?;
                right += fields[0];
                for (sum, field) in last.iter_mut().zip(&fields[1..count]) {
                    *sum += field;
                }
                let whole = |number: i64| u32::try_from(number).ok();
                let original = match count {
                    1 => None,
                    _ => Some([
                        first_source + whole(last[0])?,
                        whole(last[1])?,
                        whole(last[2])?,
                    ]),
                };
                self.mappings.push(Mapping {
                    line: line.checked_add(down)?,
                    column: whole(right)?,
                    original,
                    name: (count == 5)
                        .then(|| whole(last[3]))
                        .flatten()
                        .map(|name| first_name + name),
                });
            }
        }
        Some(())
    }
}

/// The one, four or five numbers of a segment, in variable-length Base64.
fn decode(segment: &str) -> Option<([i64; 5], usize)> {
    let mut fields = [0; 5];
    let (mut count, mut value, mut shift) = (0, 0_i64, 0);
    for byte in segment.bytes() {
        let digit = i64::from(sextet(byte)?);
        value |= (digit & 31).checked_shl(shift)?;
        shift += 5;
        if digit & 32 != 0 {
            (shift < 35).then_some(())?;
            continue;
        }
        let magnitude = value >> 1;
        *fields.get_mut(count)? = if value & 1 == 0 {
            magnitude
        } else {
            -magnitude
        };
        (count, value, shift) = (count + 1, 0, 0);
    }
    (matches!(count, 1 | 4 | 5) && shift == 0).then_some((fields, count))
}

fn sextet(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

/// Bytes in Base64.
fn base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.trim_end_matches('=').bytes() {
        bits = bits << 6 | u32::from(sextet(byte)?);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    Some(bytes)
}

/// How a host finds the map of a text: by its name, and what the text says of the place of its map.
pub(crate) type LoadMap = Box<dyn FnMut(&str, Option<&str>) -> Option<String> + Send>;

/// How many texts are remembered to have a map or none.
const REMEMBERED: usize = 64;

/// The maps of a runtime, loaded when a stack first needs them.
pub(crate) struct SourceMaps {
    load: LoadMap,
    /// By the address of the text, which is kept so that no other gets its address.
    known: HashMap<usize, (Arc<Source>, Option<Arc<SourceMap>>)>,
}

impl SourceMaps {
    pub(crate) fn new(load: LoadMap) -> SourceMaps {
        SourceMaps {
            load,
            known: HashMap::new(),
        }
    }

    /// Puts the original places into frames, and gives the line of the first one.
    pub(crate) fn apply(
        &mut self,
        frames: &mut [StackFrame],
        sources: &[Arc<Source>],
        line: &mut Option<String>,
    ) {
        for (i, (frame, source)) in frames.iter_mut().zip(sources).enumerate() {
            let Some(map) = self.map_of(source) else {
                continue;
            };
            let Some(place) = map.lookup(frame.line, frame.column) else {
                continue;
            };
            place.source.clone_into(&mut frame.source);
            (frame.line, frame.column) = (place.line, place.column);
            if i == 0 {
                *line = place.text.map(str::to_owned);
            }
        }
    }

    fn map_of(&mut self, source: &Arc<Source>) -> Option<Arc<SourceMap>> {
        let address = Arc::as_ptr(source) as usize;
        if let Some((_, map)) = self.known.get(&address) {
            return map.clone();
        }
        let url = map_url(&source.text);
        let inside = url.and_then(inside_url);
        let text = match inside {
            Some(text) => Some(text),
            None => (self.load)(&source.name, url),
        };
        let map = text.and_then(|text| SourceMap::parse(&text).ok());
        let map = map.map(Arc::new);
        if self.known.len() >= REMEMBERED {
            self.known.clear();
        }
        self.known
            .insert(address, (Arc::clone(source), map.clone()));
        map
    }
}

/// What the last comment `//# sourceMappingURL=` of a text says.
fn map_url(text: &[u8]) -> Option<&str> {
    const MARK: &str = "# sourceMappingURL=";
    let text = std::str::from_utf8(text).ok()?;
    let at = text.rfind(MARK)?;
    let rest = &text[at + MARK.len()..];
    rest.split_whitespace().next()
}

/// The text of a `data:` URL of JSON.
fn inside_url(url: &str) -> Option<String> {
    let rest = url.strip_prefix("data:application/json")?;
    let (head, data) = rest.split_once(',')?;
    head.ends_with(";base64").then_some(())?;
    String::from_utf8(base64(data)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_maps_are_refused_without_panic() {
        for mappings in [
            "*",
            "AAAAAAAA",
            "AA",
            "D",
            "ADDDD",
            "////////////////A",
            "A,,,A",
        ] {
            let text = format!(r#"{{"version":3,"sources":["a"],"mappings":"{mappings}"}}"#);
            if let Ok(map) = SourceMap::parse(&text) {
                let _ = map.lookup(1, 1);
            }
        }
    }

    #[test]
    fn sections_are_joined() {
        let part = r#"{"version":3,"sources":["p"],"mappings":"AAAA"}"#;
        let text = format!(
            r#"{{"version":3,"sections":[{{"offset":{{"line":0,"column":0}},"map":{part}}},{{"offset":{{"line":4,"column":2}},"map":{part}}}]}}"#
        );
        let map = SourceMap::parse(&text).expect("valid");
        assert_eq!(map.lookup(5, 9).map(|place| place.line), Some(1));
        assert!(map.lookup(5, 1).is_none());
    }

    #[test]
    fn base64_of_any_length() {
        assert_eq!(base64("eyJhIjoxfQ=="), Some(b"{\"a\":1}".to_vec()));
        assert_eq!(base64("e!"), None);
    }
}
