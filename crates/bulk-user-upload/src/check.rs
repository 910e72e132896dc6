//! The check of a file, as far as it needs no directory (SPEC sections 1 to 5).

use std::fmt;
use std::sync::Arc;

use crate::accept;
use crate::characters::trim;
use crate::dialect;
use crate::directory::{Name, Questions};
use crate::duplicates::Duplicates;
use crate::encoding::{AssumedRows, Decoded, Origin, Text};
use crate::entries::{self, Entries};
use crate::file_info::FileInfo;
use crate::file_notices;
use crate::header::{FoundHeader, Header, MappedHeaders, Matcher, Role};
use crate::interner::{Interner, Lookups};
use crate::mapping::{Mapping, MappingError};
use crate::problem::{CellCode, FileNotice, FileProblem, NoEntries, RowNotice, RowProblem};
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
    /// Why the mapping of the upload cannot be used. If it cannot, there are neither problems nor a sheet.
    pub(crate) mapping_error: Option<MappingError>,
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
/// This function never fails: everything that is wrong with the file is in the report, and
/// [`Checked::mapping_error`] says whether the mapping of the upload fits the file. Time and memory are linear
/// in the size of the file. [`Checked`] says what comes next.
pub fn check(template: &Template, mut upload: Upload) -> Checked {
    let mapping = std::mem::take(&mut upload.mapping);
    let of = |file, problems| Checked {
        template: template.clone(),
        file,
        users: 0,
        problems,
        notices: Vec::new(),
        row_notices: Vec::new(),
        mapping_error: None,
        sheet: None,
    };
    match accept::decoded(template, upload) {
        Err(refused) => {
            let (problem, upload) = *refused;
            of(FileInfo::refused(upload), vec![problem])
        }
        Ok((name, Decoded { text, encoding, origin })) => {
            let text = Arc::new(text);
            let mut checked = of(FileInfo::decoded(name, Arc::clone(&text), encoding), Vec::new());
            checked.read(text, origin, &mapping);
            checked
        }
    }
}

impl Checked {
    /// The stages header and entries.
    fn read(&mut self, text: Arc<Text>, origin: Origin, mapping: &Mapping) {
        let template = self.template.clone();
        let mapped = MappedHeaders::new(mapping, &template);
        let matcher = Matcher::new(&template, &mapped);
        let (delimiter, found) = dialect::find_header(text.as_str(), &matcher);
        self.file.delimiter = Some(delimiter.as_str().to_owned());
        let Some(found) = found else {
            self.problems.push(FileProblem::new(NoEntries {}));
            self.notices.extend(file_notices::encoding(&self.file, origin, &text, None));
            return;
        };
        if let Some(damage) = found.raw.damage {
            self.notices.extend(file_notices::encoding(&self.file, origin, &text, None));
            self.notices.extend(file_notices::rows_above_header(&found.rows_above));
            self.count_after_damaged_header(text.as_str(), &found, damage);
        } else {
            self.read_entries(text, origin, &matcher, found);
        }
    }

    fn count_after_damaged_header(&mut self, text: &str, found: &FoundHeader, damage: Damage) {
        let params = quoting_params(damage, found.row.width(), found.number);
        self.problems.push(FileProblem::new(params).at(found.number, damage.line));
        self.users = entries::count(text, found.next, found.delimiter);
    }

    fn read_entries(&mut self, text: Arc<Text>, origin: Origin, matcher: &Matcher<'_>, found: FoundHeader) {
        let FoundHeader { delimiter, row, rows_above, raw, number, next, .. } = found;
        let mut header = Header::read(matcher, row, number);
        self.problems.extend(header.problems.drain(..).map(|problem| problem.at(number, raw.position.line)));
        let validate = self.problems.is_empty() && header.mapping_error.is_none();
        let shape = RowShape::new(&self.template, &header);
        let Entries { entries, cells, unescaped, row_problems, row_notices, lookups, filled, count } =
            entries::read(&self.template, text.as_str(), next, delimiter, &header, &shape, validate);
        self.users = count;
        self.row_notices = row_notices;
        for index in filled {
            header.roles[index] = Role::Nameless;
        }
        let rows = AssumedRows {
            template: &self.template,
            text: text.as_str(),
            header: &header,
            shape: &shape,
            start: next,
            delimiter,
        };
        self.notices.extend(file_notices::encoding(&self.file, origin, &text, Some(rows)));
        self.notices.extend(file_notices::rows_above_header(&rows_above));
        if header.is_recognized {
            self.notices.extend(file_notices::ignored_columns(&header));
        }
        if !self.problems.is_empty() {
            return;
        }
        if count == 0 {
            self.problems.push(FileProblem::new(NoEntries {}));
            return;
        }
        self.mapping_error = header.mapping_error.take();
        if self.mapping_error.is_some() {
            return;
        }
        let sheet = Sheet { text, unescaped, delimiter, header, shape, entries, cells };
        self.sheet = Some(CheckedSheet::new(&self.template, sheet, row_problems, lookups));
    }
}

impl Checked {
    /// Why the mapping of the upload ([`Upload::with_mapping`]) cannot be used. There are no questions then, and
    /// [`Checked::resolve`](Checked::resolve) gives this error. An error of the file that is found before, such
    /// as `template-no-header` or `no-entries`, goes first: then there is a report.
    ///
    /// # Example
    ///
    /// ```
    /// use bulk_user_upload::{Mapping, MappingError, Template, Upload, check};
    ///
    /// let template = Template::from_toml("[[columns]]\nname = 'Login'\nkind = 'login'")?;
    /// let upload = Upload::new("users.csv", "Login\nann\n");
    /// let checked = check(&template, upload.with_mapping(Mapping::default().header("Mail", "Login")));
    /// assert!(matches!(checked.mapping_error(), Some(MappingError::MissingHeader { .. })));
    /// assert_eq!(checked.questions().logins().len(), 0);
    /// # Ok::<(), bulk_user_upload::template::TemplateError>(())
    /// ```
    pub fn mapping_error(&self) -> Option<&MappingError> {
        self.mapping_error.as_ref()
    }

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
