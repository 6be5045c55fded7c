using System.Globalization;
using System.Text.RegularExpressions;
using Lumos.Abstractions;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping;

/// <summary>Ratings and shares on scales of another length: 0 to 4 against 0 to 10, percent against a fraction. The target says its scale, the source's follows from its name or values.</summary>
internal static partial class Scales
{
    private const int LeastValues = 8;
    private const int LeastSamples = 4;
    private static readonly int[] Tops = [1, 4, 5, 10, 20, 100];

    /// <summary>Whether the names speak of something that is counted on a scale.</summary>
    public static bool Speak(SourceColumn source, TargetColumnProfile target) =>
        source.Words.Words.Concat(target.Words.Words).Any(static w => w is "rating" or "score" or "grade" or "gpa" or "percent" or "percentage" or "share" or "ratio" or "stars" or "points" or "fraction" or "rate" or "pct" or "pain" or "satisfaction" or "probability" or "fte" or "quota");

    /// <summary>The conversion; null when the scales are the same or unknown.</summary>
    public static Conversion? Find(SourceColumn source, TargetColumnProfile target)
    {
        if (!Speak(source, target)) return null;
        var named = Named(source);
        if (named is null && AsksForPercent(target) && HoldsShares(source)) return Written(source, target, 1, 100, true);
        if ((named ?? Measured(source.Sample)) is not { } from || (Declared(target) ?? (from == 100 && HoldsFractionsOnly(source, target) ? 1 : null)) is not { } to || from == to) return null;
        return Written(source, target, from, to, named is null);
    }

    /// <summary>The same where the target does not say its scale, and its samples show one; null for none.</summary>
    public static Conversion? BySamples(SourceColumn source, TargetColumnProfile target)
    {
        if (target.Column.Samples is not { Count: > 0 } samples || !Speak(source, target) || Declared(target) is not null) return null;
        var named = Named(source);
        return (named ?? Measured(source.Sample)) is { } from && Measured(samples, LeastSamples) is { } to && from != to ? Written(source, target, from, to, true) : null;
    }

    // A decimal(5,4) has no room for a percentage such as 22.
    private static bool HoldsFractionsOnly(SourceColumn source, TargetColumnProfile target) =>
        target.Column.Type is { Kind: ColumnKind.Decimal, Scale: >= 2 } type && type.Precision - type.Scale <= 1
        && source.Sample.Any(static v => decimal.TryParse(v.AsSpan().TrimEnd("% "), NumberStyles.Float, CultureInfo.InvariantCulture, out var n) && Math.Abs(n) >= 10);

    private static bool AsksForPercent(TargetColumnProfile target) => target.Words.Words.Any(static w => w is "percent" or "percentage" or "pct");

    // Nothing above one, and not ones and noughts alone.
    private static bool HoldsShares(SourceColumn source)
    {
        var values = source.Sample.Select(static v => decimal.TryParse(v, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : 2).ToList();
        return values.Count > 0 && values.TrueForAll(static v => Math.Abs(v) <= 1) && values.Exists(static v => v != decimal.Truncate(v));
    }

    private static int? Declared(TargetColumnProfile target) => Top(target.Column.Name) ?? (target.Column.Description is { } text ? Top(text) : null);

    // A percent sign written behind the numbers says it as well as a word.
    private static int? Named(SourceColumn source) => Top(source.Name) ?? (source.Words.Words.Any(static w => w is "percent" or "percentage" or "pct") || source.Written?.Format?.Symbols.Contains("%") == true ? 100 : null);

    private static Conversion? Written(SourceColumn source, TargetColumnProfile target, int from, int to, bool doubtful)
    {
        if (NumberConversions.AsNumber(source) is not { } number) return null;
        var (up, down) = to > from ? ((decimal)to / from, 1m) : (1m, (decimal)from / to);
        var pipe = Times(number, up >= down ? MathFunction.Mul : MathFunction.Div, Math.Max(up, down), target.Column.Type);
        return pipe is null ? null : new Conversion(pipe, "unit", 0.85, $"The source goes from 0 to {from}, the target from 0 to {to}.{(doubtful ? " Confirm it." : "")}") { Doubtful = doubtful };
    }

    private static Pipe? Times(Pipe number, MathFunction function, decimal factor, ColumnType type)
    {
        var text = factor.ToString(CultureInfo.InvariantCulture);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (text.Length > 8) return null;
        var constant = Pipe.Text(text).TypeCast(point < 0 ? ColumnType.Int64 : ColumnType.Decimal(text.Length - 1, text.Length - point - 1));
        return number.SafeMath(function, constant, type, onZero: function == MathFunction.Div ? ZeroRule.Error : null, wide: WideDecimals.Any(type));
    }

    // The usual scale the values end at; none when they begin elsewhere or reach only half of it.
    private static int? Measured(IReadOnlyList<string> sample, int least = LeastValues)
    {
        var values = sample.Select(static v => decimal.TryParse(v, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : (decimal?)null).OfType<decimal>().ToList();
        if (values.Count < least || values.Count < sample.Count || values.Min() < 0 || values.Distinct().Count() < 3) return null;
        int? top = Tops.Cast<int?>().FirstOrDefault(t => t >= values.Max());
        return top is { } found && values.Max() * 2 > found ? top : null;
    }

    private static int? Top(string text) => (Range().Match(text) is { Success: true } range ? range : OutOf().Match(text)) is { Success: true } match && int.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var top) && Array.IndexOf(Tops, top) >= 0 ? top : null;

    [GeneratedRegex(@"(?<![0-9.])0(?:\.0)? ?(?:-|–|to|\.\.|and|through|_|_to_) ?([0-9]+)(?![0-9.])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Range();

    [GeneratedRegex(@"(?:out of|/|(?<=rating|score|stars|points)_?|_of_) ?(5|10|20|100)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OutOf();
}
