namespace Lumos.Dsl.Diagnostics;

/// <summary>
/// Why a plan is refused before anything runs. The reason of the exception is <c>DSL_REJECT_</c> and the code; vectors use the bare code.
/// </summary>
public static class RejectCode
{
    /// <summary>The text is not in the grammar.</summary>
    public const string Syntax = "SYNTAX";

    /// <summary>An argument is missing, unknown, doubled or has a value it may not have.</summary>
    public const string Argument = "ARG";

    /// <summary>Not one of the twelve operations.</summary>
    public const string UnknownOperation = "UNKNOWN_OP";

    /// <summary>The source has no such column.</summary>
    public const string UnknownColumn = "UNKNOWN_COLUMN";

    /// <summary>Two pipelines feed the same target column.</summary>
    public const string DuplicateTarget = "DUPLICATE_TARGET";

    /// <summary>The target table's columns and the plan's do not agree.</summary>
    public const string Target = "TARGET";

    /// <summary>The plan is written in a version of the language this assembly does not speak.</summary>
    public const string Version = "VERSION";

    /// <summary>An operation reads a type it cannot read.</summary>
    public const string Type = "TYPE";

    /// <summary>Expressions are nested deeper than 200 levels.</summary>
    public const string TooDeep = "TOO_DEEP";

    /// <summary>A value would need a conversion nobody asked for.</summary>
    public const string ImplicitCast = "IMPLICIT_CAST";

    /// <summary>A type cast between these types has no single meaning.</summary>
    public const string CastPair = "CAST_PAIR";

    /// <summary>A decimal has more than 18 digits and is not declared wide, or more than 38.</summary>
    public const string DecimalPrecision = "DECIMAL_PRECISION";

    /// <summary>The null rule of a concat is missing or unknown.</summary>
    public const string ConcatNulls = "CONCAT_NULLS";

    /// <summary>A map has the same key twice.</summary>
    public const string DuplicateKey = "DUPLICATE_KEY";

    /// <summary>A text holds U+0000 or an unpaired surrogate.</summary>
    public const string TextNotStorable = "TEXT";

    /// <summary>A date format holds something that is neither a token nor a literal.</summary>
    public const string DateFormatToken = "DATE_FORMAT_TOKEN";

    /// <summary>A date format does not determine year, month and day.</summary>
    public const string DateFormatIncomplete = "DATE_FORMAT_INCOMPLETE";

    /// <summary>A date format and the type it reads or makes do not fit.</summary>
    public const string DateTarget = "DATE_TARGET";

    /// <summary>A date format speaks of a zone.</summary>
    public const string DateZone = "DATE_ZONE";

    /// <summary>A two-digit year without a pivot.</summary>
    public const string DatePivot = "DATE_PIVOT";

    /// <summary>A function safe_math does not have, or not for these types.</summary>
    public const string MathFunction = "MATH_FN";

    /// <summary>Intermediate values would need more than 127 bits.</summary>
    public const string MathWidth = "MATH_WIDTH";

    /// <summary>The rule for division by zero is missing.</summary>
    public const string OnZeroRequired = "ON_ZERO_REQUIRED";

    /// <summary>No such unit.</summary>
    public const string UnknownUnit = "UNIT_UNKNOWN";

    /// <summary>Two units of different dimensions.</summary>
    public const string UnitDimension = "UNIT_DIMENSION";

    /// <summary>The separator of a split can match the empty text.</summary>
    public const string RegexNullableSplit = "REGEX_NULLABLE_SPLIT";

    /// <summary>The separator of a split has capturing groups.</summary>
    public const string RegexSplitCapture = "REGEX_SPLIT_CAPTURE";

    /// <summary>The pattern has no such group.</summary>
    public const string RegexGroup = "REGEX_GROUP";

    /// <summary>Note: a pattern was replaced by a portable one that is proven to give the same.</summary>
    public const string RegexRewritten = "REGEX_REWRITTEN";

    /// <summary>Note: a pattern is read from the end of the text, where it has one reading.</summary>
    public const string RegexFromEnd = "REGEX_FROM_END";

    /// <summary>Warning: NULL may reach a target column that does not allow it, which sends the row to quarantine.</summary>
    public const string NullableTarget = "NULLABLE_TARGET";

    /// <summary>A backend cannot express the plan exactly.</summary>
    public const string Backend = "TARGET_ENGINE";
}
