using System.Globalization;
using System.Numerics;

namespace Lumos.Dsl.Sql.Trino;

/// <summary>Trino's quoting is the standard's ("SQL syntax", trino.io/docs/current/language/reserved.html): both quotes are doubled, a backslash is itself.</summary>
internal sealed class TrinoPrinter : SqlPrinter
{
    // A number beyond 64 bits has to say that it is a decimal: /language/types.html#decimal.
    public override string Integer(BigInteger value) =>
        BigInteger.Abs(value) <= long.MaxValue ? base.Integer(value) : "DECIMAL '" + value.ToString(CultureInfo.InvariantCulture) + "'";
}
