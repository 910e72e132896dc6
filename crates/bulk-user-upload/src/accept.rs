//! The stages before the header: the file's name, its size, and whether its content is text of one encoding (SPEC
//! section 1).

use crate::encoding::{self, Decoded, NotText, Origin};
use crate::problem::{EncodingMixed, FileProblem, FileSizeExceedsLimit, FileTypeInvalid};
use crate::template::Template;
use crate::upload::Upload;

/// The stages name, size and content (SPEC section 1). A file that fails one of them is handed back with its
/// error.
pub(crate) fn decoded(
    template: &Template,
    upload: Upload,
) -> Result<(String, Decoded), Box<(FileProblem, Upload)>> {
    if let Err(problem) = check_name(template, &upload.name).and_then(|()| check_size(template, &upload)) {
        return Err(Box::new((problem, upload)));
    }
    let Upload { name, bytes, size, encoding, mapping } = upload;
    let refused = |problem, bytes| {
        Box::new((problem, Upload { name: name.clone(), bytes, size, encoding, mapping: mapping.clone() }))
    };
    let decoded = match encoding::decode(bytes, encoding) {
        Ok(decoded) => decoded,
        Err((not_text, bytes)) => return Err(refused(not_text_problem(not_text), bytes)),
    };
    let mixed =
        if decoded.origin == Origin::Assumed { encoding::mixed_lines(decoded.text.file()) } else { None };
    match mixed {
        Some((utf8_line, other_line)) => {
            let problem = FileProblem::new(EncodingMixed { utf8_line, other_line });
            Err(refused(problem, decoded.text.into_file()))
        }
        None => Ok((name, decoded)),
    }
}

fn not_text_problem(not_text: NotText) -> FileProblem {
    FileProblem::new(match not_text {
        NotText::Signature(signature) => FileTypeInvalid::Signature { signature },
        NotText::NulByte { offset } => FileTypeInvalid::NulByte { offset },
        NotText::Undecodable { encoding, offset, line } => {
            FileTypeInvalid::Undecodable { encoding, offset, line }
        }
    })
}

fn check_size(template: &Template, upload: &Upload) -> Result<(), FileProblem> {
    let limit = template.limits().max_bytes();
    if upload.bytes.len() as u64 <= limit && upload.is_whole() {
        return Ok(());
    }
    Err(FileProblem::new(FileSizeExceedsLimit { limit }))
}

fn check_name(template: &Template, name: &str) -> Result<(), FileProblem> {
    let accepted = template.limits().extensions();
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    let is_accepted =
        |extension: &str| accepted.iter().any(|accepted| accepted.eq_ignore_ascii_case(extension));
    if extension.is_some_and(is_accepted) {
        return Ok(());
    }
    let (extension, accepted) = (extension.map(str::to_owned), accepted.to_vec());
    Err(FileProblem::new(FileTypeInvalid::Extension { extension, accepted }))
}
