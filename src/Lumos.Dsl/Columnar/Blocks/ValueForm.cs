using Lumos.Abstractions;

namespace Lumos.Dsl.Columnar.Blocks;

/// <summary>How the values of a block stand in memory.</summary>
internal enum ValueForm
{
    /// <summary>A pointer and a length for each row; the bytes are wherever they were made.</summary>
    Text,

    /// <summary>Eight bytes: int64, timestamps, float64, decimals of up to 18 digits.</summary>
    Narrow,

    /// <summary>Sixteen bytes: decimals of more than 18 digits.</summary>
    Wide,

    /// <summary>Four bytes: days since 1970.</summary>
    Day,

    /// <summary>One byte, 0 or 1.</summary>
    Flag,
}

/// <summary>Which form a type has.</summary>
internal static class ValueForms
{
    public static ValueForm Of(ColumnType type) => type.Kind switch
    {
        ColumnKind.Text => ValueForm.Text,
        ColumnKind.Date => ValueForm.Day,
        ColumnKind.Bool => ValueForm.Flag,
        ColumnKind.Decimal when type.Precision > 18 => ValueForm.Wide,
        _ => ValueForm.Narrow,
    };

    /// <summary>Bytes of one value; 0 for text.</summary>
    public static int WidthOf(ValueForm form) => form switch
    {
        ValueForm.Text => 0,
        ValueForm.Wide => 16,
        ValueForm.Day => 4,
        ValueForm.Flag => 1,
        _ => 8,
    };
}
