//! What a declaration of a problem or a notice must have, and the catalogue that is derived from the
//! declarations.

use serde::{Deserialize, Serialize};

use super::sentence::Sentence;

/// What a problem is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The whole file: no user of it is created.
    File,
    /// A whole row.
    Row,
    /// One cell.
    Field,
}

impl Level {
    /// `file`, `row` or `field`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Row => "row",
            Self::Field => "field",
        }
    }
}

/// What to do where there is a suggestion.
pub(super) const SUGGESTION_HELP: &str = "Did you mean {suggestion}?";

/// The declaration of a problem: a type whose fields are the params, and everything there is to say about it.
///
/// A declaration is complete or does not compile, and a type that is not in the catalogue (`problem/mod.rs`)
/// can't become a problem: only the catalogue makes it [`Params`](super::Params).
pub(crate) trait ProblemKind: Serialize {
    /// Stable for ever (SPEC section 7).
    const NUMBER: u16;
    /// Stable for ever.
    const CODE: &'static str;
    /// The product's own name for it.
    const TITLE: &'static str;
    const LEVEL: Level;
    /// What it means, in a sentence.
    const DESCRIPTION: &'static str;
    /// What to do, where that does not depend on the params.
    const HELP: &'static str;
    /// What to do where there is a suggestion.
    const SUGGESTION_HELP: &'static str = SUGGESTION_HELP;

    /// What is wrong with what.
    fn what(&self) -> Sentence<'_>;

    /// What a problem of the header is about, so that several can be listed as one.
    fn subject(&self) -> Option<String> {
        None
    }

    /// What to do about it.
    fn help(&self) -> Sentence<'_> {
        Sentence::new(Self::HELP)
    }
}

/// The declaration of a problem of a cell.
pub(crate) trait CellProblemKind: ProblemKind {
    /// Removes what the params show of the cell's text: the cell may be the password.
    fn hide_value(&mut self);
}

/// The declaration of a notice.
pub(crate) trait NoticeKind: Serialize {
    /// Stable for ever.
    const CODE: &'static str;
    /// What it means, in a sentence.
    const DESCRIPTION: &'static str;

    /// What was noticed.
    fn what(&self) -> Sentence<'_>;
}

/// Derives the catalogue of problems: the enums of codes and of params. What a check can find in a row or in
/// a cell has an enum of its own, so that nothing else can be found there, and nothing that can be found is
/// left without an explanation.
macro_rules! problems {
    (
        file { $($file:ident),* $(,)? }
        row { $($row:ident),* $(,)? }
        cell { $($cell:ident),* $(,)? }
        creation { $($creation:ident),* $(,)? }
    ) => {
        problems! { @all $($file)* $($row)* $($cell)* $($creation)* }
        $(const _: () = assert!(matches!(<$file as ProblemKind>::LEVEL, Level::File));)*
        $(const _: () = assert!(matches!(<$creation as ProblemKind>::LEVEL, Level::Row));)*

        impl Params {
            /// Removes what they show of the cell's text; those of anything but a cell show none.
            pub(super) fn hide_value(&mut self) {
                match self {
                    $(Self::$cell(kind) => kind.hide_value(),)*
                    $(Self::$file(_) => {})*
                    $(Self::$row(_) => {})*
                    $(Self::$creation(_) => {})*
                }
            }
        }

        problems! { @some "a row", Level::Row, RowCode, $($row)* }
        problems! { @some "a cell", Level::Field, CellCode, $($cell)* }
    };
    (@some $what:literal, $level:path, $code:ident, $($kind:ident)*) => {
        #[doc = concat!("The codes of what a check can find in ", $what, ".")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u16)]
        #[allow(clippy::enum_variant_names, reason = "they are named as the catalogue names them")]
        pub(crate) enum $code {
            $($kind = <$kind as ProblemKind>::NUMBER,)*
        }

        impl From<$code> for Code {
            fn from(code: $code) -> Self {
                match code {
                    $($code::$kind => Self::$kind,)*
                }
            }
        }

        $(const _: () = assert!(matches!(<$kind as ProblemKind>::LEVEL, $level));)*
    };
    (@all $($kind:ident)*) => {
        /// The code of a problem. Codes and numbers are stable for ever.
        ///
        /// # Example
        ///
        /// ```
        /// use bulk_user_upload::Code;
        /// use bulk_user_upload::problem::Level;
        ///
        /// let code: Code = "login-already-exists".parse().unwrap();
        /// assert_eq!(code.number(), 402);
        /// assert_eq!(code.title(), "Login: already exists");
        /// assert_eq!(code.level(), Level::Field);
        /// assert!(Code::ALL.is_sorted_by_key(|code| code.number()));
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        #[repr(u16)]
        pub enum Code {
            $(#[doc = concat!("See [`", stringify!($kind), "`].")] $kind = <$kind as ProblemKind>::NUMBER,)*
        }

        impl Code {
            /// Every code, by number.
            pub const ALL: &[Self] = &by_number([$(Self::$kind),*]);

            /// The number: 402.
            pub const fn number(self) -> u16 {
                self as u16
            }

            /// The code as the report has it: `login-already-exists`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$kind => <$kind as ProblemKind>::CODE,)* }
            }

            /// The product's own name for it: `Login: already exists`.
            pub fn title(self) -> &'static str {
                match self { $(Self::$kind => <$kind as ProblemKind>::TITLE,)* }
            }

            /// What a problem of this code is about.
            pub fn level(self) -> Level {
                match self { $(Self::$kind => <$kind as ProblemKind>::LEVEL,)* }
            }

            /// What it means, in a sentence.
            pub fn description(self) -> &'static str {
                match self { $(Self::$kind => <$kind as ProblemKind>::DESCRIPTION,)* }
            }

            /// What to do about it, in a sentence, where that does not depend on the particulars.
            pub fn help(self) -> &'static str {
                match self { $(Self::$kind => <$kind as ProblemKind>::HELP,)* }
            }
        }

        /// The particulars of a [`Problem`]: one type a code. It serialises to the `params` of the report.
        ///
        /// # Example
        ///
        /// ```
        /// use bulk_user_upload::problem::Params;
        /// use bulk_user_upload::{Answers, Template, Upload, check};
        ///
        /// let template = Template::from_toml("[[columns]]\nname = 'Login'\nkind = 'login'\nmax = 3")?;
        /// let checked = check(&template, Upload::new("users.csv", "Login\nalice\n"));
        /// let report = checked.resolve(Answers::default())?;
        /// let error = report.error(0).unwrap();
        /// let Params::FieldLength(length) = error.params() else { panic!("{error:?}") };
        /// assert_eq!((length.min, length.max, length.actual), (1, 3, 5));
        /// assert_eq!(serde_json::to_string(error.params())?, r#"{"min":1,"max":3,"actual":5}"#);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum Params {
            $(#[doc = concat!("Of [`Code::", stringify!($kind), "`].")] $kind($kind),)*
        }

        impl Params {
            /// The code that has these params.
            pub fn code(&self) -> Code {
                match self { $(Self::$kind(_) => Code::$kind,)* }
            }

            pub(super) fn what(&self) -> Sentence<'_> {
                match self { $(Self::$kind(kind) => kind.what(),)* }
            }

            pub(super) fn help(&self) -> Sentence<'_> {
                match self { $(Self::$kind(kind) => kind.help(),)* }
            }

            pub(super) fn subject(&self) -> Option<String> {
                match self { $(Self::$kind(kind) => kind.subject(),)* }
            }

            pub(super) fn suggestion_help(&self) -> &'static str {
                match self { $(Self::$kind(_) => <$kind as ProblemKind>::SUGGESTION_HELP,)* }
            }
        }

        $(impl From<$kind> for Params {
            fn from(kind: $kind) -> Self {
                Self::$kind(kind)
            }
        })*
    };
}

/// Derives the catalogue of notices.
macro_rules! notices {
    (
        file { $($file:ident),* $(,)? }
        row { $($row:ident),* $(,)? }
        cell { $($cell:ident),* $(,)? }
    ) => {
        notices! { @all $($file)* $($row)* $($cell)* }

        /// The codes of what may be noticed in a cell.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) enum CellNotice { $($cell,)* }

        impl From<CellNotice> for NoticeCode {
            fn from(notice: CellNotice) -> Self {
                match notice { $(CellNotice::$cell => Self::$cell,)* }
            }
        }
    };
    (@all $($kind:ident)*) => {
        /// The code of a notice. Codes are stable for ever.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum NoticeCode {
            $(#[doc = concat!("See [`", stringify!($kind), "`].")] $kind,)*
        }

        impl NoticeCode {
            /// Every code, in the order in which a report has the notices.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// The code as the report has it: `column-ignored`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$kind => <$kind as NoticeKind>::CODE,)* }
            }

            /// What it means, in a sentence.
            pub fn description(self) -> &'static str {
                match self { $(Self::$kind => <$kind as NoticeKind>::DESCRIPTION,)* }
            }
        }

        /// The particulars of a [`Notice`]: one type a code.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum NoticeParams {
            $(#[doc = concat!("Of [`NoticeCode::", stringify!($kind), "`].")] $kind($kind),)*
        }

        impl NoticeParams {
            /// The code that has these params.
            pub fn code(&self) -> NoticeCode {
                match self { $(Self::$kind(_) => NoticeCode::$kind,)* }
            }

            pub(super) fn what(&self) -> Sentence<'_> {
                match self { $(Self::$kind(kind) => kind.what(),)* }
            }
        }

        $(impl From<$kind> for NoticeParams {
            fn from(kind: $kind) -> Self {
                Self::$kind(kind)
            }
        })*
    };
}

pub(super) use {notices, problems};
