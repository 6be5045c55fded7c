using Lumos.Abstractions;
using Lumos.Core.Mapping.Matching;
using Lumos.Core.Supervision;

namespace Lumos.Core.Mapping;

/// <summary>Columns the reader of JSON makes beside those of the keys: whole objects as text, and numbers of records. They feed only what asks for them.</summary>
internal static class MadeColumns
{
    /// <summary>Whether a source column is one.</summary>
    public static bool Are(SourceColumn source) => Has(source, CatalogRoles.Object) || Has(source, CatalogRoles.RecordNumber) || Has(source, CatalogRoles.RecordReference);

    /// <summary>Whether a target column does not ask for it: for a whole object one that keeps JSON, or a text of any length that is called the same; for a number one that identifies rows, or refers to them.</summary>
    public static bool AreNotFor(TargetColumnProfile target, SourceColumn source)
    {
        if (!Are(source)) return false;
        var column = target.Column;
        if (Has(source, CatalogRoles.Object)) return !(column.Type.Kind == ColumnKind.Text && (column.Form == TextForm.Jsonb || (column.Width is null && SameNames.Spelling(column.Name) == SameNames.Spelling(source.Name))));
        return !(Has(source, CatalogRoles.RecordNumber) ? target.Table.PrimaryKey is [var only] && only == column.Name : target.Reference is not null);
    }

    private static bool Has(SourceColumn source, string role) => source.Column.Roles.Contains(role, StringComparer.Ordinal);
}
