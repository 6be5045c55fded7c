using Lumos.Abstractions;
using Lumos.Core.Mapping.Matching;
using Lumos.Core.Vocabulary;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping.Strategies;

/// <summary>Net, tax and gross: of two the third is known, where no column of the source has it.</summary>
internal static class Totals
{
    private const double Likely = 0.9;
    private static readonly int Net = ColumnTerms.Default.IdOf("net amount"), Tax = ColumnTerms.Default.IdOf("tax amount"), AnyTax = ColumnTerms.Default.IdOf("tax"), Gross = ColumnTerms.Default.IdOf("gross amount");
    private static readonly int Total = ColumnTerms.Default.IdOf("total"), Subtotal = ColumnTerms.Default.IdOf("subtotal");

    /// <summary>A proposal for a target column that is one of the three; null for none.</summary>
    public static Candidate? Find(TargetColumnProfile target, IReadOnlyList<SourceColumn> sources)
    {
        var (wantsNet, wantsGross) = (IsNet(target.Reading, target.Words.Words, target.Description.Words), IsGross(target.Reading));
        if (wantsNet == wantsGross) return null;
        if (Only(sources, static s => s.Reading.Says(Tax) || s.Reading.Says(AnyTax) && !s.Says("rate") && !s.Says("percentage")) is not { } tax) return null;
        return wantsGross
            ? sources.Any(s => IsGross(s.Reading)) ? null : Written(target, Only(sources, static s => IsNet(s.Reading, s.Words.Words, [])), tax, MathFunction.Add, "What is paid is the net amount and the tax.")
            : sources.Any(static s => IsNet(s.Reading, s.Words.Words, [])) ? null : Written(target, Only(sources, static s => IsGross(s.Reading)), tax, MathFunction.Sub, "Net is what is paid without the tax.");
    }

    private static bool IsGross(NameReading reading) => reading.Says(Gross) || reading.Says(Total) && !reading.Says(Net) && !reading.Says(Tax) && !reading.Says(AnyTax);

    private static bool IsNet(NameReading reading, IReadOnlyList<string> words, IReadOnlyList<string> description) =>
        !reading.Says(Tax) && !reading.Says(AnyTax) && (reading.Says(Net) || reading.Says(Subtotal) || words.Contains("net") || description.Contains("without") && description.Contains("tax") || description.Contains("excluding") && description.Contains("tax"));

    // Two columns of the same make say that neither is the one.
    private static SourceColumn? Only(IReadOnlyList<SourceColumn> sources, Func<SourceColumn, bool> test)
    {
        var found = sources.Where(s => NumberConversions.AsNumber(s) is not null && test(s)).Take(2).ToList();
        return found is [var only] ? only : null;
    }

    private static Candidate? Written(TargetColumnProfile target, SourceColumn? amount, SourceColumn tax, MathFunction function, string why)
    {
        if (amount is null || amount == tax || NumberConversions.AsNumber(amount) is not { } a || NumberConversions.AsNumber(tax) is not { } t) return null;
        return new Candidate(target, [amount, tax], a.SafeMath(function, t, target.Column.Type, wide: WideDecimals.Any(target.Column.Type)).Expression, "derive", Likely, [why], false);
    }
}
