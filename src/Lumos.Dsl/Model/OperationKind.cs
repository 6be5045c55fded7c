namespace Lumos.Dsl.Model;

/// <summary>The twelve operations of version 1 of the language, and one behind a flag.</summary>
public enum OperationKind
{
    /// <summary><c>trim</c></summary>
    Trim,

    /// <summary><c>case</c></summary>
    Case,

    /// <summary><c>collapse_whitespace</c></summary>
    CollapseWhitespace,

    /// <summary><c>regex_extract</c></summary>
    RegexExtract,

    /// <summary><c>regex_split</c></summary>
    RegexSplit,

    /// <summary><c>concat</c></summary>
    Concat,

    /// <summary><c>map_dict</c></summary>
    MapDict,

    /// <summary><c>unit_convert</c></summary>
    UnitConvert,

    /// <summary><c>date_parse</c></summary>
    DateParse,

    /// <summary><c>date_format</c></summary>
    DateFormat,

    /// <summary><c>type_cast</c></summary>
    TypeCast,

    /// <summary><c>safe_math</c></summary>
    SafeMath,

    /// <summary><c>select_when</c>, refused unless <see cref="DslFlags.SelectWhen"/> is on.</summary>
    SelectWhen,
}
