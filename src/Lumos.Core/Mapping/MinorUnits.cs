using Lumos.Abstractions;
using Lumos.Core.Vocabulary;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping;

/// <summary>Money counted in hundredths: told by a word of the names, by values beside the target's samples, or by a type that cannot hold what is there.</summary>
internal static class MinorUnits
{
    private const int LeastValues = 4;
    private const int LeastSamples = 3;
    private static readonly string[] Money = ["amount", "price", "cost", "fee", "total", "subtotal", "balance", "salary", "payment", "charge", "revenue", "tax", "discount", "fare", "fine", "wage", "refund", "budget", "donation", "rent", "value", "paid"];

    /// <summary>Ways by a word: <c>fee_cents</c> and <c>fee</c>; null for none.</summary>
    public static Conversion? Named(SourceColumn source, TargetColumnProfile target)
    {
        var (from, to) = (source.Words.Words.Any(IsWord), target.Words.Words.Any(IsWord) || target.Description.Words.Any(static w => w is "cents" or "pence"));
        if (from == to || NumberConversions.AsNumber(source) is not { } number) return null;
        if (from && target.Column.Type.Kind == ColumnKind.Decimal) return new(Divided(number, target.Column.Type), "unit", 0.95, "The source counts cents.");
        return to && source.Type.Kind == ColumnKind.Decimal && target.Column.Type.Kind == ColumnKind.Int64 ? new(number.SafeMath(MathFunction.Mul, Hundred, target.Column.Type), "unit", 0.95, "The target counts cents.") : null;
    }

    /// <summary>Whole numbers where the target writes cents behind a point and is about a hundred times smaller, or could not even hold them; null for none.</summary>
    public static Conversion? ByValues(SourceColumn source, TargetColumnProfile target)
    {
        var type = target.Column.Type;
        if (source.Type.Kind != ColumnKind.Int64 || type.Kind != ColumnKind.Decimal || type.Scale < 2 || source.Sample.Count == 0 || !IsMoney(source, target) || NumberConversions.AsNumber(source) is not { } number) return null;
        var values = source.Sample.Select(Number).OfType<decimal>().Select(Math.Abs).Where(static v => v > 0).Order().ToList();
        if (values.Count < LeastValues) return null;
        var samples = (target.Column.Samples ?? []).Select(Number).OfType<decimal>().Select(Math.Abs).Where(static v => v > 0).Order().ToList();
        if (samples.Count >= LeastSamples)
        {
            var ratio = (double)(values[values.Count / 2] / samples[samples.Count / 2]);
            // Cents that are not zero are telling; without any the sizes must be close.
            var telling = samples.Count(static s => s != decimal.Truncate(s)) * 2 >= samples.Count;
            return ratio is > 20 and < 500 && (telling || ratio is > 60 and < 160 && target.Column.Samples!.All(static s => s.Contains('.', StringComparison.Ordinal)))
                ? new(Divided(number, type), "unit", 0.9, "The source has whole numbers about a hundred times the target's samples, which have cents: it counts cents.") : null;
        }

        if (type.Precision - type.Scale > 15) return null;
        var most = (decimal)Math.Pow(10, type.Precision - type.Scale);
        return values.Count(v => v >= most) * 2 > values.Count && values[^1] / 100 < most
            ? new(Divided(number, type), "unit", 0.8, "The values are too large for the target and fit as cents. Confirm it.") { Doubtful = true } : null;
    }

    /// <summary>The name without a last word for cents, which says how money is written.</summary>
    public static string WithoutWord(string name)
    {
        string[] tokens = [.. HeaderWords.SplitTokens(name)];
        var kept = tokens.Length;
        while (kept > 1 && (IsWord(tokens[kept - 1]) || kept < tokens.Length && tokens[kept - 1] == "in")) kept--;
        return kept == tokens.Length ? name : string.Join(' ', tokens[..kept]);
    }

    private static Pipe Hundred => Pipe.Text("100").TypeCast(ColumnType.Int64);

    private static Pipe Divided(Pipe number, ColumnType type) => number.SafeMath(MathFunction.Div, Hundred, type, onZero: ZeroRule.Error, wide: WideDecimals.Any(type));

    private static bool IsMoney(SourceColumn source, TargetColumnProfile target) =>
        source.Is("money.amount") || target.Means("money.amount") >= 0.5 || source.Words.Words.Concat(target.Words.Words).Any(static w => Money.Contains(w));

    private static bool IsWord(string word) => word is "cents" or "cent" or "minor" or "pence" or "centimes" or "centimos" or "centavos" or "ore" or "grosze";

    private static decimal? Number(string text) => decimal.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign | System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : null;
}
