using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Lumos.DuckDb;

/// <summary>A value for <c>$name</c>, <c>$1</c> or <c>?</c>. The type follows the value unless <see cref="LogicalType"/> is set.</summary>
public sealed class DuckDbParameter : DbParameter
{
    private string _name = "";
    private string _sourceColumn = "";

    /// <summary>A parameter without name and value.</summary>
    public DuckDbParameter()
    {
    }

    /// <summary>A parameter by position.</summary>
    public DuckDbParameter(object? value) => Value = value;

    /// <summary>A parameter by name; a leading <c>$</c>, <c>@</c> or <c>:</c> is ignored.</summary>
    public DuckDbParameter(string name, object? value)
    {
        ParameterName = name;
        Value = value;
    }

    /// <summary>The type the value is made; null takes the one that fits the .NET type. Needed for BIT, ENUM, UNION and empty lists.</summary>
    public DuckDbLogicalType? LogicalType { get; set; }

    /// <inheritdoc />
    public override DbType DbType { get; set; } = DbType.Object;

    /// <summary>Input only.</summary>
    public override ParameterDirection Direction
    {
        get => ParameterDirection.Input;
        set
        {
            if (value != ParameterDirection.Input) throw new NotSupportedException("DuckDB has input parameters only.");
        }
    }

    /// <inheritdoc />
    public override bool IsNullable { get; set; } = true;

    /// <inheritdoc />
    [AllowNull]
    public override string ParameterName
    {
        get => _name;
        set => _name = value ?? "";
    }

    /// <inheritdoc />
    public override int Size { get; set; }

    /// <inheritdoc />
    [AllowNull]
    public override string SourceColumn
    {
        get => _sourceColumn;
        set => _sourceColumn = value ?? "";
    }

    /// <inheritdoc />
    public override bool SourceColumnNullMapping { get; set; }

    /// <inheritdoc />
    public override object? Value { get; set; }

    internal string BareName => _name is ['$' or '@' or ':', ..] ? _name[1..] : _name;

    /// <inheritdoc />
    public override void ResetDbType() => DbType = DbType.Object;
}
