namespace Lumos.Dsl.Regex;

/// <summary>The reject codes of LRX.</summary>
internal static class LrxCodes
{
    public const string Ambiguous = "REGEX_AMBIGUOUS";
    public const string EmptyBranch = "REGEX_EMPTY_BRANCH";
    public const string NullableLoop = "REGEX_NULLABLE_LOOP";
    public const string OptionalGroup = "REGEX_OPTIONAL_GROUP";
    public const string LazyOrPossessive = "REGEX_LAZY_OR_POSSESSIVE";
    public const string Anchor = "REGEX_ANCHOR";
    public const string Escape = "REGEX_ESCAPE";
    public const string GroupSyntax = "REGEX_GROUP_SYNTAX";
    public const string PosixClass = "REGEX_POSIX_CLASS";
    public const string Range = "REGEX_RANGE";
    public const string RepeatLimit = "REGEX_REPEAT_LIMIT";
    public const string Syntax = "REGEX_SYNTAX";
    public const string TooLarge = "REGEX_TOO_LARGE";
    public const string NullableSplit = "REGEX_NULLABLE_SPLIT";
}
