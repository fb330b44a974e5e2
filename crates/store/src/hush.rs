//! `Debug` that tells a type's name and nothing of what is in it: what reaches a log or a panic holds no person.

/// Gives types that hold somebody's data, or a bearer's secret, a `Debug` without it.
macro_rules! says_only_its_name {
    ($($name:ident),+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )+};
}

pub(crate) use says_only_its_name;
