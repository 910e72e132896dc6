//! The check of a file, as far as it needs no directory (SPEC sections 1 to 5).

use std::fmt;
use std::sync::Arc;

use crate::characters::trim;
use crate::decode::{self, Decoded, NotText, Text};
use crate::dialect::{self, FoundHeader};
use crate::directory::{Name, Questions};
use crate::duplicates::Duplicates;
use crate::entries::{self, Entries};
use crate::file_info::FileInfo;
use crate::header::{Header, Matcher, Role};
use crate::interner::{Interner, Lookups};
use crate::problem::{
    CellCode, ColumnIgnored, EncodingAssumed, FileNotice, FileProblem, FileSizeExceedsLimit, FileTypeInvalid,
    NoEntries, RowNotice, RowProblem, cell_reference,
};
use crate::records::Damage;
use crate::row_shape::RowShape;
use crate::sheet::{EntryNames, Sheet, quoting_params};
use crate::template::Template;
use crate::upload::Upload;

/// A file that was checked as far as that is possible without a directory.
///
/// [`Checked::questions`] says what the directory must answer, and [`Checked::resolve`](Checked::resolve)
/// takes the answers. The engine does no I/O of its own, so a host can await its directory between the two.
/// If the directory can be asked at once, [`validate`](crate::validate) does both.
///
/// # Example
///
/// ```
/// use bulk_user_upload::{Answers, Template, Upload, check};
///
/// let template = Template::from_toml("[[columns]]\nname = 'Login'\nkind = 'login'")?;
/// let checked = check(&template, Upload::new("users.csv", "Login\nann\nANN\nbob\n"));
/// let questions = checked.questions();
/// let logins: Vec<_> = questions.logins().iter().map(|login| login.value()).collect();
/// assert_eq!(logins, ["ann", "bob"]);
///
/// let answers = Answers::default().logins(vec![false, true]);
/// let report = checked.resolve(answers)?;
/// assert_eq!((report.users(), report.valid()), (3, 0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Checked {
    pub(crate) template: Template,
    pub(crate) file: FileInfo,
    pub(crate) users: u32,
    /// The errors of the file and its header. If there are any, there is no sheet.
    pub(crate) problems: Vec<FileProblem>,
    /// The notices of the file and its header.
    pub(crate) notices: Vec<FileNotice>,
    pub(crate) row_notices: Vec<RowNotice>,
    pub(crate) sheet: Option<CheckedSheet>,
}

/// The entries of a file whose header is valid, and what was found in them.
pub(crate) struct CheckedSheet {
    pub(crate) sheet: Sheet,
    pub(crate) row_problems: Vec<RowProblem>,
    pub(crate) lookups: Lookups,
    pub(crate) duplicates: Duplicates,
}

/// Checks a file as far as that is possible without a directory.
///
/// This function never fails: everything that is wrong with the file is in the report. Time and memory are
/// linear in the size of the file. [`Checked`] says what comes next.
pub fn check(template: &Template, upload: Upload) -> Checked {
    let of = |file, problems| Checked {
        template: template.clone(),
        file,
        users: 0,
        problems,
        notices: Vec::new(),
        row_notices: Vec::new(),
        sheet: None,
    };
    match decoded(template, upload) {
        Err(refused) => {
            let (problem, upload) = *refused;
            of(FileInfo::refused(upload), vec![problem])
        }
        Ok((name, Decoded { text, encoding, assumed })) => {
            let text = Arc::new(text);
            let mut checked = of(FileInfo::decoded(name, Arc::clone(&text), encoding), Vec::new());
            if assumed {
                checked.notices.push(FileNotice::new(EncodingAssumed { encoding }));
            }
            checked.read(text);
            checked
        }
    }
}

/// The stages name, size and content (SPEC section 1). A file that fails one of them is handed back with its
/// error.
fn decoded(template: &Template, upload: Upload) -> Result<(String, Decoded), Box<(FileProblem, Upload)>> {
    if let Err(problem) = check_name(template, &upload.name).and_then(|()| check_size(template, &upload)) {
        return Err(Box::new((problem, upload)));
    }
    let Upload { name, bytes, size } = upload;
    match decode::decode(bytes) {
        Ok(decoded) => Ok((name, decoded)),
        Err((not_text, bytes)) => Err(Box::new((not_text_problem(not_text), Upload { name, bytes, size }))),
    }
}

fn not_text_problem(not_text: NotText) -> FileProblem {
    FileProblem::new(match not_text {
        NotText::Signature(signature) => FileTypeInvalid::Signature { signature },
        NotText::NulByte { offset } => FileTypeInvalid::NulByte { offset },
        NotText::Undecodable { encoding, offset } => FileTypeInvalid::Undecodable { encoding, offset },
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

impl Checked {
    /// The stages header and entries.
    fn read(&mut self, text: Arc<Text>) {
        let template = self.template.clone();
        let matcher = Matcher::new(&template);
        let (delimiter, found) = dialect::find_header(text.as_str(), &matcher);
        self.file.delimiter = Some(delimiter.as_str().to_owned());
        let Some(found) = found else {
            self.problems.push(FileProblem::new(NoEntries {}));
            return;
        };
        if let Some(damage) = found.raw.damage {
            self.count_after_damaged_header(text.as_str(), &found, damage);
        } else {
            self.read_entries(text, &matcher, found);
        }
    }

    fn count_after_damaged_header(&mut self, text: &str, found: &FoundHeader, damage: Damage) {
        let params = quoting_params(damage, found.row.width(), found.number);
        self.problems.push(FileProblem::new(params).at(found.number, damage.line));
        self.users = entries::count(text, found.next, found.delimiter);
    }

    fn read_entries(&mut self, text: Arc<Text>, matcher: &Matcher<'_>, found: FoundHeader) {
        let FoundHeader { delimiter, row, raw, number, next } = found;
        let mut header = Header::read(matcher, row, number);
        self.problems.extend(header.problems.drain(..).map(|problem| problem.at(number, raw.position.line)));
        let validate = self.problems.is_empty();
        let shape = RowShape::new(&self.template, &header);
        let Entries { entries, cells, unescaped, row_problems, row_notices, lookups, filled, count } =
            entries::read(&self.template, text.as_str(), next, delimiter, &header, &shape, validate);
        self.users = count;
        self.row_notices = row_notices;
        for index in filled {
            header.roles[index] = Role::Nameless;
        }
        if header.is_recognized {
            self.notices.extend(ignored_columns(&header));
        }
        if !validate {
            return;
        }
        if count == 0 {
            self.problems.push(FileProblem::new(NoEntries {}));
            return;
        }
        let sheet = Sheet { text, unescaped, delimiter, header, shape, entries, cells };
        self.sheet = Some(CheckedSheet::new(&self.template, sheet, row_problems, lookups));
    }
}

impl Checked {
    /// The questions that the directory must answer before there can be a report.
    pub fn questions(&self) -> Questions<'_> {
        let Some(checked) = &self.sheet else { return Questions::default() };
        let (sheet, lookups) = (&checked.sheet, &checked.lookups);
        let all = |names| questions(sheet, names, |_| true);
        Questions {
            logins: questions(sheet, &lookups.logins, |number| lookups.is_login_looked_up[number]),
            permission_groups: all(&lookups.permission_groups),
            primary_teams: all(&lookups.primary_teams),
            capacity_plans: all(&lookups.capacity_plans),
        }
    }
}

fn questions<'c>(
    sheet: &'c Sheet,
    names: &'c Interner,
    is_looked_up: impl Fn(usize) -> bool,
) -> Vec<Name<'c>> {
    let mut questions = Vec::with_capacity(names.len());
    let name = |number| Name::new(trim(sheet.text_of(names.first(number))), names.key(number));
    questions.extend((0..names.len()).filter(|&number| is_looked_up(number)).map(name));
    questions
}

impl CheckedSheet {
    fn new(template: &Template, sheet: Sheet, mut row_problems: Vec<RowProblem>, lookups: Lookups) -> Self {
        let rows = sheet
            .entries
            .iter()
            .filter(|entry| entry.names.login != EntryNames::NONE)
            .map(|entry| (entry.names.login, entry.row));
        let duplicates = Duplicates::find(lookups.logins.len(), rows);
        if !duplicates.is_empty() {
            let column = template.roles().login;
            row_problems.extend(
                sheet
                    .entries
                    .iter()
                    .enumerate()
                    .filter(|(_, entry)| duplicates.contains(entry.names.login))
                    .map(|(entry, _)| RowProblem::of_cell(entry, column, CellCode::LoginDuplicateInFile)),
            );
        }
        Self { sheet, row_problems, lookups, duplicates }
    }
}

/// One notice for each column that the template does not have, in the order of the file.
fn ignored_columns(header: &Header) -> Vec<FileNotice> {
    header
        .roles
        .iter()
        .enumerate()
        .filter(|(_, role)| matches!(role, Role::Ignored | Role::Nameless))
        .map(|(index, _)| {
            let column = (!header.may_be_a_user).then(|| trim(&header.names[index]).to_owned());
            FileNotice::new(ColumnIgnored { column, cell: cell_reference(index, header.number) })
        })
        .collect()
}

impl fmt::Debug for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Checked")
            .field("file", &self.file)
            .field("users", &self.users)
            .field("problems", &self.problems.len())
            .field("notices", &(self.notices.len() + self.row_notices.len()))
            .finish_non_exhaustive()
    }
}
