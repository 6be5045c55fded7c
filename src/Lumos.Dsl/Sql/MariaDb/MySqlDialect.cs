using Lumos.Dsl.Checking;
using Lumos.Dsl.Features;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql.MariaDb;

/// <summary>
/// MySQL 8, by its manual: MariaDB's shapes with the names of MySQL's collation and the arguments of its regular expressions, which are ICU's. Never
/// run here, so what the manual leaves open is refused.
/// </summary>
internal sealed class MySqlDialect : MariaDbDialect
{
    private const string Binary = "utf8mb4_0900_bin";

    public override SqlEngine Engine => SqlEngine.MySql;

    public override string Name => "MySQL";

    public override DslFeatures Features => DslFeatures.None;

    public override SqlPrinter Printer { get; } = new MariaDbPrinter(Binary);

    public override string Collation => Binary;

    public override string GroupReference => "$1";

    protected override string RowWord => "ROW";

    public override IReadOnlyList<SqlProbe> Probes(TypedPlan plan) => MySqlProbes.All;

    // https://dev.mysql.com/doc/refman/8.0/en/regexp.html: 'c' matches case-sensitively whatever the collation.
    public override SqlFragment Matches(SqlFragment x, string pattern) => SqlFragment.Of($"regexp_like({x}, {SqlFragment.Text(pattern)}, 'c')");

    public override SqlFragment ReplaceAll(SqlFragment x, string pattern, SqlFragment with) => SqlFragment.Of($"regexp_replace({x}, {SqlFragment.Text(pattern)}, {with}, 1, 0, 'c')");

    protected override SqlFragment FirstMatch(SqlFragment x, string pattern) => SqlFragment.Of($"regexp_substr({x}, {SqlFragment.Text(pattern)}, 1, 1, 'c')");

    protected override SqlFragment UnicodeCase(SqlFragment x, Case letters) =>
        throw Refuse(letters, "the manual does not say which letters UPPER and LOWER know.", "Use alphabet: ascii, or run the plan on MariaDB.");
}
