using System.Collections.Frozen;
using Lumos.Abstractions;
using Lumos.Core.Mapping.Matching;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Mapping.Joins;

/// <summary>
/// Which of a row's references a target column means. A row may name several rows of one table: the employee it is about, the manager, who approved it. What the target's column calls it decides; a
/// column with a role of its own is never about the row itself.
/// </summary>
internal static class RoleReferences
{
    /// <summary>From here on the names say that both mean the same.</summary>
    public const double SaysSo = 0.8;

    private const double SaysNothing = 0.4;
    private const double Alike = 0.75;

    private static readonly FrozenSet<string> Kinds = FrozenSet.ToFrozenSet(["id", "key", "code", "number", "no", "nr", "num", "identifier", "uuid", "ref", "reference", "fk", "sk"]);

    /// <summary>What a target column says of the row it refers to, beside which table it is in; empty where it only says that.</summary>
    /// <param name="column">Name of the referring column.</param>
    /// <param name="known">Names that say no more than the table: its own, that of its key, of the source.</param>
    public static HashSet<string> RoleOf(string column, params ReadOnlySpan<string> known)
    {
        var role = Words(column);
        foreach (var name in known) role.ExceptWith(Words(name));
        return role;
    }

    /// <summary>Whether a name speaks of another row of the same kind: manager, parent, reports to, referred by.</summary>
    public static bool IsOfAnother(string column) => OtherRowWords.AreIn(HeaderWords.SplitTokens(column));

    /// <summary>0 to 1: how sure it is that a target column of a role means a reference of a role.</summary>
    /// <param name="target">Role of the target column.</param>
    /// <param name="reference">Role of the source's reference.</param>
    /// <param name="names">How alike the whole names are.</param>
    public static double Agreement(HashSet<string> target, HashSet<string> reference, double names)
    {
        if (target.SetEquals(reference)) return 1;
        if (target.Overlaps(reference) || names >= Alike) return SaysSo;
        return target.Count == 0 || reference.Count == 0 ? SaysNothing : 0;
    }

    /// <summary>Columns of a table that name other rows of it: those ingest found, and, where the sample is the whole table, those whose every value is a key of it.</summary>
    public static IEnumerable<CatalogColumn> ToItself(CatalogArtifact catalog, MappingWorkbench bench, CatalogTable table, string key)
    {
        foreach (var column in table.Columns.Where(c => c.SourceName != key))
        {
            if (catalog.ForeignKeys.Any(f => f.Table == table.Name && f.References == table.Name && f.Column == column.Name && f.Score >= ReferencePaths.SureReference)) yield return column;
            else if (NamesRows(bench, table, column, key)) yield return column;
        }
    }

    private static bool NamesRows(MappingWorkbench bench, CatalogTable table, CatalogColumn column, string key)
    {
        const int least = 2;
        if (bench.Samples.GetValueOrDefault(table.Name) is not { } sample || sample.RowCount == 0 || sample.RowCount != table.RowCount || table.Keys.Any(k => k.Columns is [var only] && only == column.Name)) return false;
        var keys = sample[key].OfType<string>().ToHashSet(StringComparer.Ordinal);
        var named = sample[column.SourceName].OfType<string>().Where(v => v.Length > 0 && column.NullTokens?.Contains(v) != true).ToHashSet(StringComparer.Ordinal);
        return named.Count >= least && named.IsSubsetOf(keys);
    }

    private static HashSet<string> Words(string name) =>
        [.. HeaderWords.Parse(name).Words.Concat(HeaderWords.Parse(string.Join(' ', HeaderWords.SplitTokens(name).Select(Singular))).Words).Concat(HeaderWords.SplitTokens(name)).Where(static w => !Kinds.Contains(w)).Select(static w => WordNearness.Stem(WordMatching.Canon(Singular(w))))];

    private static string Singular(string word) => word.Length > 3 && word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) ? word[..^1] : word;
}
