using Lumos.Abstractions;
using Lumos.Core.Configuration;
using Lumos.Dsl.Lineage;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Core.Mapping;

/// <summary>What the contract already decided.</summary>
internal sealed class Overrides
{
    private readonly RunOverrides? _overrides;
    private readonly Dictionary<string, Expression> _mappings = new(StringComparer.Ordinal);

    /// <summary>Reads the contract's pipelines.</summary>
    /// <exception cref="LumosException">A pipeline is not in the language, or a name is not there (<c>MAPPING_OVERRIDE_UNKNOWN</c>).</exception>
    public Overrides(RunOverrides? overrides, CatalogArtifact catalog, TargetSchemaArtifact target)
    {
        _overrides = overrides;
        foreach (var (key, text) in overrides?.Mappings ?? new Dictionary<string, string>())
        {
            var dot = key.LastIndexOf('.');
            var table = dot < 0 ? null : target.Tables.FirstOrDefault(t => t.Name == key[..dot]);
            if (table?.Columns.Any(c => c.Name == key[(dot + 1)..]) != true) throw Unknown($"The contract overrides '{key}', which the target does not have.", key, "Write table.column of the target.");
            var expression = Parse(key, text);
            var reads = Reads(expression);
            if (!catalog.Tables.Any(t => reads.All(r => t.Columns.Any(c => c.SourceName == r)))) throw NotRead(key, reads, [.. catalog.Tables.SelectMany(static t => t.Columns).Select(static c => c.SourceName).Distinct(StringComparer.Ordinal)]);
            _mappings[key] = expression;
        }

        foreach (var (key, tables) in overrides?.Sources ?? new Dictionary<string, IReadOnlyList<string>>())
        {
            if (target.Tables.All(t => t.Name != key)) throw Unknown($"The contract names sources for '{key}', which the target does not have.", key, "Write a table of the target.");
            if (tables.FirstOrDefault(t => catalog.Tables.All(c => c.Name != t)) is { } missing) throw Unknown($"The contract names '{missing}' as a source of '{key}', but the catalog has no such table.", key, "Use a table name of the catalog.");
        }
    }

    /// <summary>Source tables the contract names; null when it leaves the choice.</summary>
    public IReadOnlyList<string>? SourcesOf(string target) => _overrides?.Sources?.GetValueOrDefault(target);

    /// <summary>The pipeline the contract gives for a target column, when the source table has all columns it reads; else null.</summary>
    public Expression? Find(string table, string column, CatalogTable source) =>
        _mappings.TryGetValue(table + "." + column, out var expression) && Reads(expression).All(r => source.Columns.Any(c => c.SourceName == r)) ? expression : null;

    /// <summary>What happens to rows that share a key.</summary>
    /// <exception cref="LumosException">The contract names an unknown rule.</exception>
    public DuplicateKeyRule DuplicatesOf(string table) => _overrides?.OnDuplicateKey?.GetValueOrDefault(table) switch
    {
        null or "collapse_identical" => DuplicateKeyRule.CollapseIdentical,
        "quarantine" => DuplicateKeyRule.Quarantine,
        "keep_first" => DuplicateKeyRule.KeepFirst,
        "keep_last" => DuplicateKeyRule.KeepLast,
        var other => throw Unknown($"'{other}' is no rule for duplicate keys.", table, "Use collapse_identical, quarantine, keep_first or keep_last."),
    };

    private static Expression Parse(string key, string text)
    {
        try
        {
            return DslText.ParseExpression(text);
        }
        catch (LumosException e)
        {
            // The language knows places in a text, not which of the contract's texts it is.
            throw new LumosException(e.Code, e.Reason, e.Problem, (e.Where ?? new ErrorLocation()) with { Key = "overrides.mappings." + key }, e.NextStep, e);
        }
    }

    private static IReadOnlyList<string> Reads(Expression expression) => [.. ColumnLineage.Of(new Pipeline("x", null, expression)).Sources];

    private static LumosException NotRead(string key, IReadOnlyList<string> reads, IReadOnlyList<string> columns)
    {
        const string Spelling = "Write columns as the source spells them, in double quotes where a name has capitals, blanks or marks.";
        if (reads.FirstOrDefault(r => !columns.Contains(r, StringComparer.Ordinal)) is not { } missing) return Unknown($"The override of '{key}' reads columns that no source table has together.", key, "Read columns of one table.");
        var guess = Suggestion.For(missing, columns);
        return Unknown($"The override of '{key}' reads '{missing}', which no source table has.", key, guess is null ? Spelling : $"Did you mean \"{guess}\"? {Spelling}");
    }

    private static LumosException Unknown(string problem, string key, string next) =>
        new(ErrorCode.DeterministicFailure, "MAPPING_OVERRIDE_UNKNOWN", problem, new ErrorLocation(Key: key), next);
}
