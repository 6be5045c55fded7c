namespace Lumos.Dsl.Regex;

/// <summary>A match in UTF-16 units of the text: the whole match and the extracted group.</summary>
internal readonly record struct LrxMatch(int Start, int End, int GroupStart, int GroupEnd);
