using System.Globalization;
using System.Numerics;

namespace Lumos.Dsl.Sql.ClickHouse;

/// <summary>ClickHouse's quoting: a backslash escapes in texts and in names alike.</summary>
internal sealed class ClickHousePrinter : SqlPrinter
{
    protected override bool EscapesBackslash => true;

    public override string Identifier(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Quote(name, '"', escapeBackslash: true);
    }

    // A literal above 64 bits would silently become a Float64.
    public override string Integer(BigInteger value)
    {
        if (value >= long.MinValue && value <= long.MaxValue) return base.Integer(value);
        var type = value > Int128.MaxValue || value < Int128.MinValue ? "toInt256" : "toInt128";
        return $"{type}('{value.ToString(CultureInfo.InvariantCulture)}')";
    }
}
