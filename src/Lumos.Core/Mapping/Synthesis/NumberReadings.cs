using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Lumos.Abstractions;
using Lumos.Core.Vocabulary;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>A column read as numbers.</summary>
/// <param name="Pipe">The numbers.</param>
/// <param name="Type">Their type.</param>
/// <param name="Values">Exact values, one per example; null where there is none.</param>
/// <param name="Cost">Size.</param>
/// <param name="Columns">Columns read.</param>
internal sealed record NumberReading(Pipe Pipe, ColumnType Type, Fraction?[] Values, int Cost, IReadOnlyList<LearningColumn> Columns)
{
    /// <summary>Whether it is a part of something: a number inside a text, the year of a date.</summary>
    public bool IsPart { get; init; }

    /// <summary>The column whose text it is one number of; null for the others.</summary>
    public LearningColumn? Whole { get; init; }
}

/// <summary>Finds the ways to read the numbers of a column: marks, groups, symbols, signs, percent.</summary>
internal static partial class NumberReadings
{
    private const double LeastShare = 0.97;
    private const int MostSymbols = 6;

    /// <summary>Ways to write the numbers of a text column, likeliest first; the plain way is <see cref="NumberFormat.Plain"/>.</summary>
    public static IReadOnlyList<(NumberFormat Format, int Scale, bool Whole)> FormatsOf(IEnumerable<string?> values)
    {
        HashSet<string> symbols = new(StringComparer.Ordinal);
        HashSet<char> groups = [];
        bool parentheses = false, trailing = false, leading = false, unicode = false, exponent = false, percent = false;
        int cells = 0, numbers = 0, points = 0, commas = 0, byPointFails = 0, byCommaFails = 0, indian = 0, pointScale = 0, commaScale = 0;
        foreach (var value in values)
        {
            if (string.IsNullOrEmpty(value)) continue;
            cells++;
            if (Number().Match(value) is not { Success: true } match) continue;
            var core = match.Groups["core"].Value;
            var around = (match.Groups["before"].Value + "\u0001" + match.Groups["after"].Value).Split('\u0001');
            exponent |= match.Groups["exponent"].Success;
            for (var side = 0; side < 2; side++)
            {
                var text = around[side];
                unicode |= text.Contains('\u2212');
                parentheses |= text.Contains('(');
                var signed = text.AsSpan().IndexOfAny("+-\u2212") >= 0;
                leading |= signed && side == 0;
                trailing |= signed && side == 1;
                var symbol = text.Trim(' ', '+', '-', '(', ')', '\u2212', '\u00a0', '\u202f', '\u2009');
                if (symbol == "%") percent = true;
                else if (symbol.Length > 0) symbols.Add(symbol);
            }

            numbers++;
            foreach (var c in core)
            {
                if (!char.IsAsciiDigit(c) && c is not ('.' or ',')) groups.Add(c);
            }

            int point = core.LastIndexOf('.'), comma = core.LastIndexOf(',');
            if (point >= 0) points++;
            if (comma >= 0) commas++;
            if (!Fits(core, '.', ',', out var twos)) byPointFails++;
            if (twos) indian++;
            if (!Fits(core, ',', '.', out _)) byCommaFails++;
            if (point >= 0) pointScale = Math.Max(pointScale, core.Length - point - 1);
            if (comma >= 0) commaScale = Math.Max(commaScale, core.Length - comma - 1);
        }

        if (cells == 0 || numbers < cells * LeastShare || symbols.Count > MostSymbols || symbols.Any(static s => s.Length > 8 || s.Any(char.IsAsciiDigit)) || exponent && symbols.Count > 0) return [];
        var shared = new NumberFormat
        {
            Parentheses = parentheses, UnicodeMinus = unicode, Sign = trailing ? leading ? SignPlace.Either : SignPlace.Trailing : SignPlace.Leading, Exponent = exponent,
            Symbols = ValueList.From(percent ? symbols.Append("%") : symbols), GroupMarks = groups.Count == 0 ? null : new string([.. groups]),
        };
        var byPoint = (shared with { GroupMarks = commas == 0 ? shared.GroupMarks : shared.GroupMarks + "," }, exponent ? 6 : pointScale, pointScale == 0 && !exponent);
        var byComma = (shared with { DecimalMark = ",", GroupMarks = points == 0 ? shared.GroupMarks : shared.GroupMarks + "." }, exponent ? 6 : commaScale, commaScale == 0 && !exponent);
        List<(NumberFormat, int, bool)> found = [];
        if (points == 0 && commas == 0) found.Add(byPoint);
        else
        {
            // 1,234: a group of three is likelier than three decimals; 1.234 without commas is likelier plain.
            if (byPointFails == 0) found.Add(indian > 0 ? (byPoint.Item1 with { Grouping = DigitGrouping.Indian }, byPoint.Item2, byPoint.Item3) : byPoint);
            if (byCommaFails == 0) found.Add(byComma);
        }

        if (percent && symbols.Count == 0) found.AddRange(found.ToList().Select(static f => (f.Item1 with { Symbols = [], Percent = true }, f.Item2 + 2, false)));
        return found;
    }

    // Whether the digits are grouped correctly when one mark is the decimal's and the other the groups'.
    private static bool Fits(string core, char decimalMark, char group, out bool twos)
    {
        twos = false;
        var at = core.LastIndexOf(decimalMark);
        if (at >= 0 && (core.IndexOf(decimalMark) != at || core.AsSpan(at).Contains(group))) return false;
        var groups = (at < 0 ? core : core[..at]).Split(group);
        if (groups.Length == 1) return true;
        if (groups[0].Length is 0 or > 3 || groups[0][0] == '0' || groups[^1].Length != 3) return false;
        twos = groups.Length > 2 && groups[0].Length <= 2 && groups[1..^1].All(static g => g.Length == 2);
        return twos || groups[1..].All(static g => g.Length == 3);
    }

    /// <summary>Readings of a column.</summary>
    public static IEnumerable<NumberReading> Of(LearningTask task, LearningColumn column)
    {
        var cost = 0;
        foreach (var (format, scale, whole) in FormatsOf(column.Values.Select(static v => v?.Trim())))
        {
            // The dash in A-2023 parts a code; it is no sign.
            if (format.Symbols.Any(IsName) && column.Values.Any(static v => v is not null && CodeBeforeDash().IsMatch(v))) continue;
            var padded = column.Values.Any(static v => v is not null && v.Length != v.Trim().Length);
            var text = padded ? column.Pipe.Trim() : column.Pipe;
            var type = whole ? ColumnType.Int64 : ColumnType.Decimal(18, Math.Min(scale, 12));
            if (Read(task, text.TypeCast(type, format: format), type, 8 + cost + (format == NumberFormat.Plain ? 0 : 3), column) is { } reading) yield return reading with { IsPart = format.Symbols.Any(IsName) };
            cost += 4;
        }

        if (cost > 0) yield break;
        // A number inside a text.
        var inside = column.Values.Where(static v => v is not null).ToList();
        if (inside.Count == 0 || !inside.All(static v => Inside().IsMatch(v!))) yield break;
        var fraction = inside.Max(static v => Inside().Match(v!).Value is var n && n.Contains('.', StringComparison.Ordinal) ? n.Length - n.IndexOf('.', StringComparison.Ordinal) - 1 : 0);
        var extracted = fraction == 0 ? ColumnType.Int64 : ColumnType.Decimal(18, Math.Min(fraction, 12));
        if (Read(task, column.Pipe.RegexExtract(@"\d+(?:\.\d+)?").TypeCast(extracted), extracted, 18, column) is { } part) yield return part with { IsPart = true };
    }

    // Letters that are neither a currency nor a unit: the number is a part of a code.
    private static bool IsName(string symbol) => symbol.All(char.IsLetter) && UnitNames.Of(symbol) is null && !SmallLists.Contains("currency_code", symbol) && symbol is not ("Rs" or "kr" or "Kč" or "zł" or "Fr" or "R");

    private static NumberReading? Read(LearningTask task, Pipe pipe, ColumnType type, int cost, LearningColumn column)
    {
        if (ExampleCheck.Run(pipe.Expression, task) is not { } values) return null;
        int present = 0, read = 0;
        var numbers = new Fraction?[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (!string.IsNullOrWhiteSpace(column.Values[i])) present++;
            numbers[i] = values[i] switch { long whole => new Fraction(whole, 1), Int128 scaled => new Fraction((BigInteger)scaled, BigInteger.Pow(10, type.Scale)), _ => null };
            if (numbers[i] is not null) read++;
        }

        return present > 0 && read >= present * LeastShare ? new NumberReading(pipe, type, numbers, cost, [column]) : null;
    }

    [GeneratedRegex(@"^(?<before>[^\d.,]*)(?<core>\.?\d(?:[\d.,'\u2019_]|[ \u00a0\u2009\u202f](?=\d{3}))*)(?<exponent>[eE][+\-]?\d{1,3})?(?<after>[^\d]*)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"\p{L}[-\u2212]\d", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CodeBeforeDash();

    [GeneratedRegex(@"\d+(?:\.\d+)?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Inside();
}
