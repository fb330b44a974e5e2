//! What a page says of what was just done, as its address carries it: a closed list, so that an address can't put words into a
//! page's mouth.

/// Makes `Said`: each with its name in the address and the key of its sentence.
macro_rules! said {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $key:literal;)+) => {
        /// What was just done, or why it was not.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Said { $($(#[$doc])* $name,)+ }

        impl Said {
            /// Every one.
            const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Its name in the address.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// The key of what it says.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)+ }
            }

            /// Reads what the address says.
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|said| said.code() == code)
            }
        }
    };
}
pub(crate) use said;
