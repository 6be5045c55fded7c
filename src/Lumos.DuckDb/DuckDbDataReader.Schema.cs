using System.Collections.ObjectModel;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Lumos.DuckDb;

public sealed unsafe partial class DuckDbDataReader : IDbColumnSchemaGenerator
{
    /// <summary>Names and types of the columns.</summary>
    public ReadOnlyCollection<DbColumn> GetColumnSchema() =>
        [.. Enumerable.Range(0, FieldCount).Select(ordinal => (DbColumn)new SchemaColumn(Column(ordinal), ordinal, GetFieldType(ordinal)))];

    /// <summary>Names and types of the columns as a table; null without a result.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2111", Justification = "A column of types only holds the types the reader itself names.")]
    public override DataTable? GetSchemaTable()
    {
        if (FieldCount == 0) return null;
        var table = new DataTable("SchemaTable") { Locale = System.Globalization.CultureInfo.InvariantCulture };
        table.Columns.Add(SchemaTableColumn.ColumnName, typeof(string));
        table.Columns.Add(SchemaTableColumn.ColumnOrdinal, typeof(int));
        table.Columns.Add(SchemaTableColumn.ColumnSize, typeof(int));
        table.Columns.Add(SchemaTableColumn.NumericPrecision, typeof(short));
        table.Columns.Add(SchemaTableColumn.NumericScale, typeof(short));
        table.Columns.Add(SchemaTableColumn.DataType, typeof(Type));
        table.Columns.Add(SchemaTableColumn.AllowDBNull, typeof(bool));
        table.Columns.Add("DataTypeName", typeof(string));
        foreach (var column in GetColumnSchema())
        {
            var row = table.NewRow();
            row[SchemaTableColumn.ColumnName] = column.ColumnName;
            row[SchemaTableColumn.ColumnOrdinal] = column.ColumnOrdinal;
            row[SchemaTableColumn.ColumnSize] = -1;
            row[SchemaTableColumn.NumericPrecision] = (object?)(short?)column.NumericPrecision ?? DBNull.Value;
            row[SchemaTableColumn.NumericScale] = (object?)(short?)column.NumericScale ?? DBNull.Value;
            row[SchemaTableColumn.DataType] = column.DataType;
            row[SchemaTableColumn.AllowDBNull] = true;
            row["DataTypeName"] = column.DataTypeName;
            table.Rows.Add(row);
        }

        return table;
    }

    private sealed class SchemaColumn : DbColumn
    {
        internal SchemaColumn(DuckDbField field, int ordinal, Type type)
        {
            ColumnName = field.Name;
            ColumnOrdinal = ordinal;
            DataType = type;
            DataTypeName = field.Type.ToString();
            AllowDBNull = true;
            if (field.Type.Kind != DuckDbType.Decimal) return;
            NumericPrecision = field.Type.Precision;
            NumericScale = field.Type.Scale;
        }
    }
}
