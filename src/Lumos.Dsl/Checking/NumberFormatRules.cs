using Lumos.Abstractions;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;

namespace Lumos.Dsl.Checking;

/// <summary>What a number format must be, so that every text it takes has one reading.</summary>
internal static class NumberFormatRules
{
    private const int MostSymbols = 16;
    private const int LongestSymbol = 16;

    /// <summary>Every mistake, without its place.</summary>
    public static IEnumerable<DslDiagnostic> FindProblems(NumberFormat format, ColumnType from, ColumnType to)
    {
        if (from.Kind != ColumnKind.Text || to.Kind is not (ColumnKind.Int64 or ColumnKind.Decimal))
        {
            yield return Problem($"A number format says how a text is read as a number; this cast is from {from} to {to}.", "Leave decimal_mark, group_mark, sign, symbol and the like out.");
            yield break;
        }

        foreach (var problem in MarkProblems(format).Concat(ChoiceProblems(format)).Concat(SymbolProblems(format))) yield return problem;
    }

    private static IEnumerable<DslDiagnostic> MarkProblems(NumberFormat format)
    {
        if (format.DecimalMark is not ("." or ","))
        {
            yield return Problem("Argument decimal_mark of type_cast is a point or a comma.", "Write decimal_mark: \",\".");
        }

        if (format.GroupMarks is not { } marks)
        {
            if (format.Grouping != DigitGrouping.Three) yield return Problem("Argument grouping of type_cast says how digits are grouped, but no group_mark is given.", "Add group_mark: \",\".");
            yield break;
        }

        if (marks.Length == 0 || marks.Any(mark => NumberMarks.Groups.IndexOf(mark) < 0))
        {
            yield return Problem(
                "Argument group_mark of type_cast may hold comma, point, apostrophe (also U+2019), underscore and blank (also U+00A0, U+2009, U+202F).", "Leave it out when digits are not grouped.");
        }
        else if (marks.IndexOf(format.DecimalMark, StringComparison.Ordinal) >= 0)
        {
            yield return Problem($"'{format.DecimalMark}' cannot be both the decimal mark and a group mark.", format.DecimalMark == "." ? "Add decimal_mark: \",\"." : "Use group_mark: \".\".");
        }
    }

    // Enum values arrive from casts of numbers too.
    private static IEnumerable<DslDiagnostic> ChoiceProblems(NumberFormat format)
    {
        if (format.Grouping is < DigitGrouping.Three or > DigitGrouping.Indian) yield return Problem("Argument grouping of type_cast has no such value.", null);
        if (format.Sign is < SignPlace.Leading or > SignPlace.Either) yield return Problem("Argument sign of type_cast has no such value.", null);
    }

    private static IEnumerable<DslDiagnostic> SymbolProblems(NumberFormat format)
    {
        if (format.Percent && format.Symbols.Count > 0) yield return Problem("percent and symbol exclude each other: a number has one of them.", "With symbol: \"%\" alone the number keeps its value; with percent: true alone it is divided by 100.");
        if (format.Symbols.Count > MostSymbols) yield return Problem($"type_cast takes at most {MostSymbols} symbols, not {format.Symbols.Count}.", null);
        var marks = format.DecimalMark + format.GroupMarks;
        foreach (var symbol in format.Symbols)
        {
            if (!CodePoints.AreStorable(symbol)) yield return new(RejectCode.TextNotStorable, "A symbol of type_cast holds U+0000 or an unpaired surrogate, which not every engine can store.");
            else if (symbol.Length == 0 || CodePoints.Of(symbol).Count() > LongestSymbol) yield return Problem($"A symbol of type_cast has 1 to {LongestSymbol} characters.", null);
            else if (symbol.Any(c => c is (>= '0' and <= '9') or '(' or ')' || NumberMarks.Signs.IndexOf(c) >= 0)) yield return Problem($"Symbol '{symbol}' holds a digit, a sign or a parenthesis, which belong to the number.", null);
            else if (IsBlank(symbol[0]) || IsBlank(symbol[symbol.Length - 1])) yield return Problem($"Symbol '{symbol}' begins or ends with a blank; one blank between symbol and number is always allowed.", "Leave the blank out.");
            else if (symbol.All(c => c is 'e' or 'E' || IsBlank(c) || marks.IndexOf(c) >= 0)) yield return Problem($"Symbol '{symbol}' could be part of the number itself.", "A symbol needs a character that is no mark, no blank and no e.");
        }

        foreach (var (shorter, longer) in format.Symbols.SelectMany(a => format.Symbols.Select(b => (a, b))).Where(pair => DifferByMark(pair.a, pair.b, format.DecimalMark)))
        {
            yield return Problem($"Symbols '{shorter}' and '{longer}' leave open whether '{format.DecimalMark}' is part of the symbol or of the number.", $"Keep one of them, or use regex_extract first.");
        }
    }

    // "Rs" and "Rs." with a decimal point: Rs.5 is 5 or 0.5.
    private static bool DifferByMark(string shorter, string longer, string mark)
    {
        if (longer.Length <= shorter.Length) return false;
        var more = longer.Length - shorter.Length;
        return (longer.StartsWith(shorter, StringComparison.Ordinal) && IsMark(longer.Substring(shorter.Length))) || (longer.EndsWith(shorter, StringComparison.Ordinal) && IsMark(longer.Substring(0, more)));

        bool IsMark(string rest) => rest.Any(c => !IsBlank(c)) && rest.All(c => IsBlank(c) || mark.IndexOf(c) >= 0);
    }

    private static bool IsBlank(char c) => NumberMarks.Blanks.IndexOf(c) >= 0;

    private static DslDiagnostic Problem(string message, string? suggestion) => new(RejectCode.Argument, message, default, suggestion);
}
