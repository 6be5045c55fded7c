using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Lumos.Abstractions;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql;
using Lumos.Dsl.Sql.MariaDb;
using Lumos.Dsl.Sql.Shared;
using Lumos.Dsl.Tests.MariaDb;
using Lumos.Dsl.Tests.Sql;

namespace Lumos.Dsl.Tests.MySql;

/// <summary>What goes wrong on MySQL with SQL written the usual way.</summary>
[Collection(MySqlCollection.Name)]
public sealed class MySqlTrapTests(MySqlFixture server)
{
    private readonly ServerTraps _traps = new(SqlEngine.MySql, server.Run);
    private readonly FamilyTraps _family = new(SqlEngine.MySql, server.Run);

    [ServerFact(Server.MySql)]
    public void Collation_SetForOneOperation_DoesNotLeakIntoTheNext() => _family.Collation_SetForOneOperation_DoesNotLeakIntoTheNext();

    [ServerFact(Server.MySql)]
    public void Comparison_CaseAccentsBlanks_AllCount() => _family.Comparison_CaseAccentsBlanks_AllCount();

    [ServerFact(Server.MySql)]
    public void Backslashes_InTextsAndPatterns_MeanThemselves() => _family.Backslashes_InTextsAndPatterns_MeanThemselves();

    [ServerFact(Server.MySql)]
    public void Text_OfNegativeDecimalWithoutWholePart_KeepsItsLastDigit() => _family.Text_OfNegativeDecimalWithoutWholePart_KeepsItsLastDigit();

    [ServerFact(Server.MySql)]
    public void Map_ToNothingButNull_IsStillText() => _traps.AssertAgrees(
        "x = a | map_dict({\"é\": null}, on_missing: error) | date_parse(\"YYYY MM DD\")\ny = a | map_dict({\"é\": null}, on_missing: null) | trim", ("é", null), ("z", null), (null, null));

    [ServerFact(Server.MySql)]
    public void Remainder_OfNegativeNumbers_IsNotANegativeZero() => _family.Remainder_OfNegativeNumbers_IsNotANegativeZero();

    [ServerFact(Server.MySql)]
    public void Division_ConstantsNearTheEndOf64Bits_DoNotOverflow() => _family.Division_ConstantsNearTheEndOf64Bits_DoNotOverflow();

    // A product of two numbers of 38 digits loses the last ones, and a quotient has as many as the session says.
    [ServerTheory(Server.MySql)]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(30)]
    public void WideDecimals_WhateverTheSessionSays_KeepEveryDigit(int increment) => _family.WideDecimals_WhateverTheSessionSays_KeepEveryDigit(increment, scale: 30);

    [ServerFact(Server.MySql)]
    public void Title_EdgesOfTheTables_Agree() => _traps.AssertTitleAgreesAtEveryEdge();

    [ServerFact(Server.MySql)]
    public void Title_CodePointsAndTheMarks_ComeBack() => _family.Title_CodePointsAndTheMarks_ComeBack();

    [ServerFact(Server.MySql)]
    public void Title_LongText_IsWholeOrStopsTheStatement() => _family.Title_LongText_IsWholeOrStopsTheStatement();

    [ServerFact(Server.MySql)]
    public void EveryCodePoint_CaseTrimCollapse_Agree() => _traps.AssertEveryCodePointAgrees();

    [ServerFact(Server.MySql)]
    public void LongTexts_EveryOperation_Agree() => _traps.AssertLongTextsAgree();

    [ServerFact(Server.MySql)]
    public void SelectSql_TwelveSteps_IsQuick() => _family.SelectSql_TwelveSteps_IsQuick();

    [ServerFact(Server.MySql)]
    public void SelectSql_EveryLevel_IsFenced() => _family.SelectSql_EveryLevel_IsFenced();

    [ServerFact(Server.MySql)]
    public void SelectSql_FiftySteps_Runs() => _traps.AssertAgrees(FamilyTraps.Steps(50), ("a", null), ("c", null));

    [ServerFact(Server.MySql)]
    public void SelectSql_MoreLevelsThanAServerTakes_IsRefused() => _family.SelectSql_MoreLevelsThanAServerTakes_IsRefused();

    [ServerFact(Server.MySql)]
    public void SelectSql_SessionWithAwkwardSettings_ComputesTheSame() => _family.SelectSql_SessionWithAwkwardSettings_ComputesTheSame();

    [ServerFact(Server.MySql)]
    public void SelectSql_InsideAStrictInsert_RaisesNothing() => _family.SelectSql_InsideAStrictInsert_RaisesNothing();

    [ServerTheory(Server.MySql)]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234x", "64")]
    [InlineData("blank ", "blank")]
    [InlineData("\u0001a", "control")]
    [InlineData("😀", "Plane")]
    public void Compile_ColumnNameTheServerDoesNotTake_IsRefused(string name, string why) => _family.Compile_ColumnNameTheServerDoesNotTake_IsRefused(name, why);

    [ServerFact(Server.MySql)]
    public void Probes_ThisServer_AgreesOnEach() => _family.Probes_ThisServer_AgreesOnEach();

    [ServerTheory(Server.MySql)]
    [InlineData("SET sql_mode = 'NO_BACKSLASH_ESCAPES'", "SET sql_mode = DEFAULT", "texts")]
    [InlineData("SET group_concat_max_len = 1024", "SET group_concat_max_len = DEFAULT", "title")]
    public void Probes_SessionThatWouldReadTheStatementOtherwise_IsRefused(string change, string back, string subject) => _family.Probes_SessionThatWouldReadTheStatementOtherwise_IsRefused(change, back, subject);

    [Theory]
    [InlineData(CaseMode.Upper, MySqlProbes.UpperSum)]
    [InlineData(CaseMode.Lower, MySqlProbes.LowerSum)]
    public void ProbeSum_CaseTable_IsItsSum(CaseMode mode, string expected) => Assert.Equal(expected, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CaseLetters.Of(mode).To))));

    // Halfway between the two smallest doubles, and a digit at the end of 800 that makes it more.
    [ServerFact(Server.MySql)]
    public void Float64_ReadFromText_IsRefusedBecauseLongNumbersAreNotReadToTheEnd()
    {
        var halfway = (3 * BigInteger.Pow(5, 1075)).ToString(CultureInfo.InvariantCulture);

        Assert.Equal([["5e-324"]], server.Run($"SELECT CAST(CAST('{halfway[0]}.{halfway[1..]}{new string('0', 30)}1e-324' AS DOUBLE) AS CHAR)", default));
        Assert.Equal(1e-323, double.Parse($"{halfway[0]}.{halfway[1..]}{new string('0', 30)}1e-324", CultureInfo.InvariantCulture));
        var error = Assert.Throws<LumosException>(() => _traps.Compile("x = a | type_cast(float64)"));
        Assert.Contains("MySQL cannot run type_cast here: it takes only the first 60 or so digits", error.Message, StringComparison.Ordinal);
    }

    [ServerFact(Server.MySql)]
    public void Decimal_MoreDigitsAfterThePointThanItHas_IsRefused()
    {
        _traps.AssertAgrees("x = a | type_cast(decimal(38,30), wide: true, rounding: half_away)", ("0.123456789012345678901234567891", null), ("-7.5", null));

        var error = Assert.Throws<LumosException>(() => _traps.Compile("x = a | type_cast(decimal(38,31), wide: true, rounding: half_away)"));

        Assert.Contains("MySQL cannot hold decimal(38,31)", error.Message, StringComparison.Ordinal);
    }
}
