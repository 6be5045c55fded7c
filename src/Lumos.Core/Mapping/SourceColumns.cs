using Lumos.Abstractions;
using Lumos.Core.Mapping.Joins;
using Lumos.Core.Supervision;
using Lumos.Core.Vocabulary;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Core.Mapping;

/// <summary>Makes the columns of a catalog ready for mapping: cleaned as the standardisation plan says, or simply when there is none.</summary>
internal static class SourceColumns
{
    /// <summary>Columns of one table in order.</summary>
    public static IReadOnlyList<SourceColumn> Of(CatalogTable table, StandardizedTable? shim, DomainAssignmentsArtifact domains, IReadOnlyList<CatalogForeignKey> references, RawSample sample)
    {
        var pipelines = shim is null ? [] : DslText.Parse(shim.Dsl).Pipelines.ToDictionary(static p => p.Target, static p => p.Expression, StringComparer.Ordinal);
        var key = KeyOf(table, references);
        var prefix = SharedPrefix.Of([.. table.Columns.Select(static c => c.SourceName)]);
        return [.. table.Columns.Select(c =>
        {
            var typed = pipelines.GetValueOrDefault(c.Name) ?? Simple(c).Expression;
            return new SourceColumn
            {
                Table = table, Column = c, Words = HeaderWords.Parse(c.SourceName), ShortName = prefix.Strip(c.SourceName), Typed = typed, Text = WithoutType(typed, c.Type), Written = typed is TypeCast { Format: not null } written ? written : null,
                Domain = domains.Columns.FirstOrDefault(d => d.Table == table.Name && d.Column == c.Name), Sample = Present(sample[c.SourceName], c.NullTokens),
                Refers = references.FirstOrDefault(f => f.Table == table.Name && f.Column == c.Name && f.References != table.Name && f.Score >= ReferencePaths.SureReference)?.References,
                Identifies = key == c.Name,
                Nobody = references.FirstOrDefault(f => f.Table == table.Name && f.Column == c.Name)?.Nobody,
            };
        })];
    }

    // Of several keys the one other tables refer to by is what the rows are known by.
    private static string? KeyOf(CatalogTable table, IReadOnlyList<CatalogForeignKey> references)
    {
        if (table.Keys is not [{ Columns: [var first] }, ..]) return null;
        int Referring(string column) => references.Count(f => f.References == table.Name && f.ReferencedColumn == column && f.Table != table.Name && f.Score >= ReferencePaths.SureReference);
        return table.Keys.Where(static k => k is { Columns.Count: 1, Duplicates: 0 }).Select(static k => k.Columns[0]).MaxBy(Referring) is { } referred && Referring(referred) > Referring(first) ? referred : first;
    }

    /// <summary>The raw columns as the language sees them: text by source name.</summary>
    public static ColumnSchema SchemaOf(CatalogTable table) => new([.. table.Columns.Select(static c => new ColumnField(c.SourceName, ColumnType.Text))]);

    private static Expression WithoutType(Expression typed, ColumnType type) => typed switch
    {
        // A number that is written in its own way becomes a plain one, so that text is the same whatever the source's habit.
        TypeCast { Format: not null } => Pipe.From(typed).TypeCast(ColumnType.Text, wide: WideDecimals.Any(type)).Expression,
        TypeCast cast when type.Kind != ColumnKind.Text => cast.Input,
        DateParse parse => parse.Input,
        _ => typed,
    };

    private static Pipe Simple(CatalogColumn column)
    {
        var nulls = (column.NullTokens ?? []).Where(static t => t.Length > 0).Order(StringComparer.Ordinal).Prepend("").Select(static t => new KeyValuePair<string, string?>(t, null));
        var text = Pipe.Column(column.SourceName).Trim().MapDict(nulls, MissingRule.Keep);
        return column.Type.Kind switch
        {
            ColumnKind.Int64 or ColumnKind.Decimal or ColumnKind.Bool => text.TypeCast(column.Type, wide: WideDecimals.Any(column.Type)),
            ColumnKind.Date or ColumnKind.Timestamp => Date(text, column),
            _ => text,
        };
    }

    private static Pipe Date(Pipe text, CatalogColumn column)
    {
        var target = column.Type.Kind == ColumnKind.Date ? DateTarget.Date : DateTarget.Timestamp;
        IReadOnlyList<string> formats = column.Formats is { Count: > 0 } known ? known : [target == DateTarget.Date ? "YYYY-MM-DD" : "YYYY-MM-DD HH:mm:ss"];
        return text.DateParse(formats, target, DateGuess.PivotFor(formats));
    }

    private static List<string> Present(IReadOnlyList<string?> values, IReadOnlyList<string>? tokens)
    {
        List<string> present = [];
        foreach (var value in values)
        {
            if (value?.Trim() is { Length: > 0 } text && tokens?.Contains(text) != true) present.Add(text);
        }

        return present;
    }
}
