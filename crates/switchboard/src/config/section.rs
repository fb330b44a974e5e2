//! One row for each key: its type, its default, what it is for, an example. The struct and the reference are made from the
//! same rows, so neither can have a key that the other lacks.

/// A key as the reference tells it.
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it is for.
    pub doc: &'static str,
    /// The default as it would stand in the file; empty where nothing is set.
    pub default: &'static str,
    /// A value as it could stand in the file.
    pub example: &'static str,
}

/// Makes a section's struct, its defaults and its rows.
macro_rules! section {
    (
        $(#[doc = $about:literal])+
        $section:ident {
            $( $(#[doc = $doc:literal])+ $key:ident: $type:ty = $default:expr, $shown:literal, $example:literal; )+
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, PartialEq, serde::Deserialize, serde::Serialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct $section {
            $( $(#[doc = $doc])+ pub $key: $type, )+
        }

        impl Default for $section {
            fn default() -> Self {
                Self { $( $key: $default, )+ }
            }
        }

        impl $section {
            /// What the section is for.
            pub const DOC: &'static str = concat!($($about, "\n",)+);
            /// Its keys, in order.
            pub const KEYS: &'static [$crate::config::Key] = &[
                $( $crate::config::Key {
                    name: stringify!($key),
                    doc: concat!($($doc, "\n",)+),
                    default: $shown,
                    example: $example,
                }, )+
            ];
        }
    };
}

pub(super) use section;
