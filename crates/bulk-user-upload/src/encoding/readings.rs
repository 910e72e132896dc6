//! What a file may say whose encoding was assumed: its readings, for a person to choose from (SPEC section 2).
//! Nothing is decided here.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::Encoding;
use super::question::{AssumedRows, Question};
use super::script::is_of_one_script;
use super::single_byte::CellDecoder;
use crate::characters::{is_blank, trim};
use crate::problem::{CellCode, EncodingAssumed, EncodingReading};
use crate::template::{Column, Finding, Template};

/// The encodings that a file may have, the likeliest first.
const CANDIDATES: [&str; 23] = [
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
    "windows-874",
    "iso-8859-2",
    "iso-8859-15",
    "macintosh",
    "x-mac-cyrillic",
    "ibm437",
    "ibm850",
    "ibm852",
    "ibm866",
    "koi8-u",
    "shift_jis",
    "gb18030",
    "big5",
    "euc-kr",
];

/// So many cells are shown at least, if there are as many.
const MIN_SAMPLES: usize = 5;

/// The notice about a file that was assumed to be Windows-1252; `file` is its bytes.
pub(crate) fn read_readings(rows: AssumedRows<'_>, file: &[u8]) -> EncodingAssumed {
    let questions = rows.questions();
    if questions.is_empty() {
        return EncodingAssumed { encoding: Encoding::WINDOWS_1252, cells: Vec::new(), readings: Vec::new() };
    }
    let candidates = candidates(file, &questions);
    let Groups { firsts, splitting } = Groups::of(&candidates, &questions);
    let samples = samples(&splitting, questions.len());
    let mut readings: Vec<_> = firsts.iter().map(|&first| &candidates[first]).collect();
    readings.sort_by_cached_key(|reading| Reverse(count_plausible(rows.template, reading, &questions)));
    let sample = |reading: &CellDecoder, index: usize| {
        let text = reading.decode(&questions[index].bytes).expect("the candidate decodes every cell");
        trim(&text).to_owned()
    };
    EncodingAssumed {
        encoding: Encoding::WINDOWS_1252,
        cells: samples.iter().map(|&index| questions[index].cell.clone()).collect(),
        readings: readings
            .into_iter()
            .map(|reading| EncodingReading {
                encoding: reading.encoding(),
                samples: samples.iter().map(|&index| sample(reading, index)).collect(),
            })
            .collect(),
    }
}

/// The candidates that can decode the file, and each cell in question by itself.
fn candidates(file: &[u8], questions: &[Question]) -> Vec<CellDecoder> {
    CANDIDATES
        .iter()
        .map(|label| label.parse::<Encoding>().expect("it is in the table"))
        .filter(|encoding| encoding.can_decode(file))
        .map(CellDecoder::new)
        .filter(|decoder| {
            decoder.is_single_byte()
                || questions.iter().all(|question| decoder.decode(&question.bytes).is_some())
        })
        .collect()
}

/// The candidates in groups that read every cell in question alike.
struct Groups {
    /// The index of the first candidate of each group.
    firsts: Vec<usize>,
    /// The indexes of the cells that tell two groups apart which those before leave together.
    splitting: Vec<usize>,
}

impl Groups {
    fn of(candidates: &[CellDecoder], questions: &[Question]) -> Self {
        let mut groups = vec![0; candidates.len()];
        let mut count = 1;
        let mut splitting = Vec::new();
        for (index, question) in questions.iter().enumerate() {
            if count == candidates.len() {
                break;
            }
            let mut split: HashMap<(usize, String), usize> = HashMap::new();
            for (candidate, group) in candidates.iter().zip(&mut groups) {
                let text = candidate.decode(&question.bytes).expect("the candidate decodes every cell");
                let next = split.len();
                *group = *split.entry((*group, trim(&text).to_owned())).or_insert(next);
            }
            if split.len() > count {
                count = split.len();
                splitting.push(index);
            }
        }
        let first = |group| groups.iter().position(|&of| of == group).expect("no group is empty");
        Self { firsts: (0..count).map(first).collect(), splitting }
    }
}

/// The indexes of the cells that are shown.
fn samples(splitting: &[usize], count: usize) -> Vec<usize> {
    let mut samples = splitting.to_vec();
    let others = (0..count).filter(|index| !splitting.contains(index));
    samples.extend(others.take(MIN_SAMPLES.saturating_sub(splitting.len())));
    samples
}

/// In how many cells in question a reading is plausible.
fn count_plausible(template: &Template, reading: &CellDecoder, questions: &[Question]) -> u64 {
    let mut plausible = 0;
    for question in questions {
        let text = reading.decode(&question.bytes).expect("the candidate decodes every cell");
        let is_plausible = |column: usize| is_plausible(&template.columns()[column], trim(&text));
        let columns = question.columns.iter().filter(|(column, _)| is_plausible(*column));
        plausible += columns.map(|&(_, count)| u64::from(count)).sum::<u64>();
    }
    plausible
}

fn is_plausible(column: &Column, text: &str) -> bool {
    let mut is_valid = true;
    column.validate(text, |finding| {
        is_valid &= matches!(finding, Finding::Notice(_) | Finding::Problem(CellCode::FieldEmpty));
    });
    is_blank(text) || is_valid && is_of_one_script(text)
}
