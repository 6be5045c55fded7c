using Lumos.Core.Vocabulary;

namespace Lumos.Core.Domains;

/// <summary>
/// Kinds of which all values of a column are written as no other kind is, with hyphens and points at their places, though their check digits do
/// not hold: made-up numbers, and numbers of authorities that gave the check digit up (Korea, since October 2020).
/// </summary>
internal static class WrittenForms
{
    private const double Tells = 0.82;
    private const int Fewest = 3;
    private const double Most = 0.6;

    /// <summary>How far the form alone tells, 0 to 1.</summary>
    /// <param name="label">Label of a domain.</param>
    /// <param name="column">The column.</param>
    public static double Of(string label, ColumnEvidence column) => label switch
    {
        "id.br_cpf" or "org.br_cnpj" or "id.kr_rrn" => Math.Max(OfOwnName(label, column), All(column, v => NationalIds.IsPunctuatedAs(label, v))),
        // Six letters, then digits and letters at their places.
        "id.it_fiscal_code" => Math.Max(OfOwnName(label, column), All(column, static v => ValueTests.FiscalCode(v), Most)),
        "payment.card_number" => All(column, static v => FinanceShapes.IsGroupedCard(v)),
        "person.full_name" => OfHanNames(column),
        _ => OfOwnName(label, column),
    };

    // Under the name that nothing else has, made-up ones with as many digits are what the header says.
    private static double OfOwnName(string label, ColumnEvidence column)
    {
        var (word, digits) = label switch { "id.br_cpf" => ("cpf", 11), "org.br_cnpj" => ("cnpj", 14), "id.pl_pesel" => ("pesel", 11), "id.in_aadhaar" => ("aadhaar", 12), "id.tr_national_id" => ("tckn", 11), "id.nl_bsn" => ("bsn", 9), "id.se_personnummer" => ("personnummer", 10), _ => (null, 0) };
        return word is not null && column.Header.Words is [var only] && only == word && column.Values.Count >= Fewest && column.Values.All(v => BareText.CountDigits(v.Key) == digits) ? Tells : 0;
    }

    // Chinese names of two and three characters: single ones are like other words, a column in which nearly all begin with a family name is not.
    private static double OfHanNames(ColumnEvidence column)
    {
        const int FewestNames = 5;
        const double Nearly = 0.9, TellsNames = 0.8;
        if (column.Values.Count < FewestNames || column.Sketch.Length.Longest > 4) return 0;
        return column.Values.Count(static v => NameShapes.MayBeHan(v.Key)) >= Nearly * column.Values.Count ? TellsNames : 0;
    }

    private static double All(ColumnEvidence column, Predicate<string> test, double least = 1) =>
        column.Values.Count >= Fewest && column.Values.Count(v => test(v.Key)) >= least * column.Values.Count ? Tells : 0;
}
