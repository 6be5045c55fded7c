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

    /// <summary>How far the form alone tells, 0 to 1.</summary>
    /// <param name="label">Label of a domain.</param>
    /// <param name="column">The column.</param>
    public static double Of(string label, ColumnEvidence column) => label switch
    {
        "id.br_cpf" or "org.br_cnpj" or "id.kr_rrn" => All(column, v => NationalIds.IsPunctuatedAs(label, v)),
        "payment.card_number" => All(column, static v => FinanceShapes.IsGroupedCard(v)),
        _ => 0,
    };

    private static double All(ColumnEvidence column, Predicate<string> test)
    {
        if (column.Values.Count < Fewest) return 0;
        foreach (var (value, _) in column.Values)
        {
            if (!test(value)) return 0;
        }

        return Tells;
    }
}
