using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql.MariaDb;

/// <summary>
/// MySQL 8 and newer: MariaDB's shapes with the names of MySQL's collation and the arguments of its regular expressions, which are ICU's.
/// </summary>
internal sealed class MySqlDialect : MariaDbDialect
{
    private const string Binary = "utf8mb4_0900_bin";

    private const int MaxScale = 30;

    public override SqlEngine Engine => SqlEngine.MySql;

    public override string Name => "MySQL";

    public override SqlPrinter Printer { get; } = new MariaDbPrinter(Binary);

    public override string Collation => Binary;

    public override string GroupReference => "$1";

    // ICU's dot takes a carriage return and the line feed behind it at once, even where dots match everything, and would step over a separator.
    protected override string AnyCharacter => @"[\x{0}-\x{10FFFF}]";

    // A CASE of nothing but bare NULLs is binary there, which no pattern takes.
    public override SqlFragment NullText => SqlFragment.Of($"CAST(NULL AS CHAR CHARACTER SET utf8mb4) COLLATE {SqlFragment.Raw(Binary)}");

    protected override string RowWord => "ROW";

    // https://dev.mysql.com/doc/refman/8.4/en/precision-math-decimal-characteristics.html: 30 digits after the point.
    public override void Require(ColumnType type)
    {
        if (type.Kind == ColumnKind.Decimal && type.Scale > MaxScale)
            throw new SqlRefusal(new DslDiagnostic(RejectCode.Backend, $"{Name} cannot hold {type}: its decimals have at most {MaxScale} digits after the point.", default, "Declare a smaller scale, or run the column on another engine."));
    }

    public override IReadOnlyList<SqlProbe> Probes(TypedPlan plan) => MySqlProbes.Of(plan);

    // https://dev.mysql.com/doc/refman/8.0/en/regexp.html: 'c' matches case-sensitively whatever the collation.
    public override SqlFragment Matches(SqlFragment x, string pattern) => SqlFragment.Of($"regexp_like({x}, {SqlFragment.Text(pattern)}, 'c')");

    public override SqlFragment ReplaceAll(SqlFragment x, string pattern, SqlFragment with) => SqlFragment.Of($"regexp_replace({x}, {SqlFragment.Text(pattern)}, {with}, 1, 0, 'c')");

    protected override SqlFragment FirstMatch(SqlFragment x, string pattern) => SqlFragment.Of($"regexp_substr({x}, {SqlFragment.Text(pattern)}, 1, 1, 'c')");

    protected override string WhyNoFloats => "it takes only the first 60 or so digits of a text, which decides too early between two doubles.";

    protected override bool HasNegativeZero => true;

    protected override SqlFragment UnicodeCase(SqlFragment x, Case letters) => base.UnicodeCase(MySqlLetters.Change(x, letters.Mode, this), letters);

    // The table of letters is the same for every collation of this family.
    protected override string CaseCollation => Binary;
}
