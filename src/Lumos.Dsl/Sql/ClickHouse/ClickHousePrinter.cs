using System.Globalization;
using System.Numerics;

namespace Lumos.Dsl.Sql.ClickHouse;

/// <summary>ClickHouse's quoting: a backslash escapes in texts and in names alike.</summary>
internal sealed class ClickHousePrinter : SqlPrinter
{
    private static readonly BigInteger Limit = BigInteger.One << 127;

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
        var type = BigInteger.Abs(value) < Limit ? "toInt128" : "toInt256";
        return $"{type}('{value.ToString(CultureInfo.InvariantCulture)}')";
    }
}
