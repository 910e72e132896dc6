//! What the cells of a column hold (SPEC section 5): one file a kind of column, one line in the table of
//! kinds.
//!
//! A kind only says whether it refuses a text, so that a valid cell costs no allocation; the particulars of a
//! refusal are worked out when somebody reads the report, from the same cell by the same rules.

mod boolean;
mod choice;
mod data_type_hint;
mod digits;
mod email;
mod kind;
mod name;
mod name_suggestion;
mod options;
mod password;
mod pattern;
mod text;

use self::boolean::Boolean;
pub use self::choice::Choices;
pub use self::data_type_hint::Allowed;
use self::digits::Digits;
use self::email::Email;
pub(crate) use self::kind::Contradiction;
pub use self::kind::KindDescription;
use self::kind::{FromOptions, Kind};
pub(crate) use self::options::Options;
use self::password::Password;
pub use self::pattern::Pattern;
pub use self::text::Text;
use self::text::{CapacityPlan, Login, PermissionGroup, PrimaryTeam};
use crate::characters::NameCharacters;
use crate::problem::{CellCode, CellNotice, DataTypeHint, Expected, NameInvalidCharacters};

/// Derives [`ColumnKind`] from the table of kinds. The kinds without options are listed first, then those
/// with options.
macro_rules! kinds {
    (
        plain { $($(#[$plain_doc:meta])* $plain:ident,)* }
        with options { $($(#[$doc:meta])* $variant:ident($options:ty),)* }
    ) => {
        /// The kind of a column: it decides by which rules its cells are validated (SPEC section 5).
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum ColumnKind {
            $($(#[$plain_doc])* $plain,)*
            $($(#[$doc])* $variant($options),)*
        }

        /// Evaluates an expression with the declaration of a kind.
        macro_rules! with_kind {
            ($kind:expr, $declaration:ident => $value:expr) => {
                match $kind {
                    $(ColumnKind::$plain => { let $declaration = &$plain; $value })*
                    $(ColumnKind::$variant($declaration) => $value,)*
                }
            };
        }

        impl ColumnKind {
            /// The names of all kinds, as a template writes them.
            pub const NAMES: &[&str] = &[$(<$plain as Kind>::NAME,)* $(<$options as Kind>::NAME,)*];

            /// All kinds, as the author of a template needs to know them, in the order of
            /// [`ColumnKind::NAMES`].
            pub const ALL: &[KindDescription] = &[
                $(KindDescription::of::<$plain>(),)*
                $(KindDescription::of::<$options>(),)*
            ];

            /// The kind with this name, if there is one. It takes its own options.
            pub(crate) fn named(name: &str, options: &mut Options) -> Option<Self> {
                match name {
                    $(<$plain as Kind>::NAME => Some(Self::$plain),)*
                    $(<$options as Kind>::NAME => Some(Self::$variant(FromOptions::from_options(options))),)*
                    _ => None,
                }
            }
        }
    };
}

kinds! {
    plain {
        /// The login: unique in the file and in the directory. Every template has exactly one.
        Login,
        /// The password. It is taken exactly as typed, validated by the password policy, and never shown.
        Password,
        /// A permission group of the directory that the uploader may assign.
        PermissionGroup,
        /// A team of the directory that the uploader is a member of.
        PrimaryTeam,
        /// A capacity plan of the directory.
        CapacityPlan,
        /// ASCII digits. The cell is text, so leading zeros stay.
        Digits,
        /// `TRUE` or `FALSE`, in any case.
        Boolean,
        /// An e-mail address, as HTML's `input type=email` accepts it.
        Email,
    }
    with options {
        /// The name of a person, or a part of it.
        Name(NameCharacters),
        /// Any text without invisible characters. If there is a pattern, the text must match it.
        Text(Text),
        /// One of a list of words, compared by their keys ([`fold`](crate::fold)).
        Choice(Choices),
    }
}

impl ColumnKind {
    /// The name of the kind in a template.
    pub fn name(&self) -> &'static str {
        fn name_of<K: Kind>(_kind: &K) -> &'static str {
            K::NAME
        }
        with_kind!(self, kind => name_of(kind))
    }

    /// The default lengths of a column of this kind. `None` if a list of words decides.
    pub(crate) fn lengths(&self) -> Option<(usize, usize)> {
        fn lengths_of<K: Kind>(_kind: &K) -> Option<(usize, usize)> {
            K::LENGTHS
        }
        with_kind!(self, kind => lengths_of(kind))
    }

    /// Whether a template has at most one column of this kind.
    pub(crate) fn is_only_one(&self) -> bool {
        fn is_only_one<K: Kind>(_kind: &K) -> bool {
            K::IS_ONLY_ONE
        }
        with_kind!(self, kind => is_only_one(kind))
    }

    pub(crate) fn write(&self, options: &mut Options) {
        with_kind!(self, kind => kind.write(options));
    }

    pub(crate) fn contradiction(&self) -> Option<Contradiction> {
        with_kind!(self, kind => kind.contradiction())
    }

    /// The keys of its options, as a template writes them.
    pub(crate) fn options(&self) -> &'static [&'static str] {
        fn options_of<K: Kind>(_kind: &K) -> &'static [&'static str] {
            K::OPTIONS
        }
        with_kind!(self, kind => options_of(kind))
    }

    fn hints(&self) -> &'static [DataTypeHint] {
        fn hints_of<K: Kind>(_kind: &K) -> &'static [DataTypeHint] {
            K::HINTS
        }
        with_kind!(self, kind => hints_of(kind))
    }

    /// Whether a text that is not blank needs no closer look: nothing but its length can be wrong.
    pub(crate) fn is_plain(&self, text: &str) -> bool {
        with_kind!(self, kind => kind.is_plain(text))
    }

    /// Whether a wrong encoding could damage the cells.
    pub(crate) fn is_text(&self) -> bool {
        !self.hints().is_empty()
    }

    /// What a text looks like that is refused for that, unless the template allows it.
    pub(crate) fn hint(&self, allowed: Allowed, text: &str) -> Option<DataTypeHint> {
        data_type_hint::first(self.hints(), allowed, text)
    }

    /// The code by which the kind refuses a text that is not blank, apart from hints; `None` where the text is
    /// what it may be.
    pub(crate) fn refusal(&self, text: &str) -> Option<CellCode> {
        fn refusal_of<K: Kind>(kind: &K, text: &str) -> Option<CellCode> {
            (!kind.is_valid(text)).then_some(K::CODE)
        }
        with_kind!(self, kind => refusal_of(kind, text))
    }

    /// What is worth a notice in a text that is not blank.
    pub(crate) fn notice(&self, text: &str) -> Option<CellNotice> {
        with_kind!(self, kind => kind.notice(text))
    }

    /// What a cell should have held that is refused.
    pub(crate) fn expected(&self, text: &str) -> Expected {
        with_kind!(self, kind => kind.expected(text))
    }

    /// The characters that a name may not have.
    pub(crate) fn invalid_characters(&self, text: &str) -> NameInvalidCharacters {
        let Self::Name(allowed) = self else { unreachable!("only a name gets this code") };
        NameInvalidCharacters { characters: name::offending(allowed, text), allowed: allowed.clone() }
    }

    /// What to write in a cell that is refused. It may be invalid, too.
    pub(crate) fn suggestion(&self, text: &str) -> Option<String> {
        with_kind!(self, kind => kind.suggestion(text))
    }

    /// The value of a valid text.
    #[cfg(feature = "import")]
    pub(crate) fn value(&self, text: &str) -> serde_json::Value {
        with_kind!(self, kind => kind.value(text))
    }
}
