using System.Security.Cryptography;
using System.Text;
using Lumos.Abstractions;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql;
using Lumos.Dsl.Sql.MariaDb;
using Lumos.Dsl.Sql.Shared;
using Lumos.Dsl.Tests.Sql;

namespace Lumos.Dsl.Tests.MariaDb;

/// <summary>What goes wrong on MariaDB with SQL written the usual way.</summary>
[Collection(MariaDbCollection.Name)]
public sealed class MariaDbTrapTests(MariaDbFixture server)
{
    private readonly ServerTraps _traps = new(SqlEngine.MariaDb, server.Run);
    private readonly FamilyTraps _family = new(SqlEngine.MariaDb, server.Run);

    [ServerFact(Server.MariaDb)]
    public void Collation_SetForOneOperation_DoesNotLeakIntoTheNext() => _family.Collation_SetForOneOperation_DoesNotLeakIntoTheNext();

    [ServerFact(Server.MariaDb)]
    public void Comparison_CaseAccentsBlanks_AllCount() => _family.Comparison_CaseAccentsBlanks_AllCount();

    [ServerFact(Server.MariaDb)]
    public void Backslashes_InTextsAndPatterns_MeanThemselves() => _family.Backslashes_InTextsAndPatterns_MeanThemselves();

    [ServerFact(Server.MariaDb)]
    public void Text_OfNegativeDecimalWithoutWholePart_KeepsItsLastDigit() => _family.Text_OfNegativeDecimalWithoutWholePart_KeepsItsLastDigit();

    [ServerFact(Server.MariaDb)]
    public void Remainder_OfNegativeNumbers_IsNotANegativeZero() => _family.Remainder_OfNegativeNumbers_IsNotANegativeZero();

    [ServerFact(Server.MariaDb)]
    public void Division_ConstantsNearTheEndOf64Bits_DoNotOverflow() => _family.Division_ConstantsNearTheEndOf64Bits_DoNotOverflow();

    // A product of two numbers of 38 digits loses the last ones, and a quotient has as many as the session says.
    [ServerTheory(Server.MariaDb)]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(30)]
    public void WideDecimals_WhateverTheSessionSays_KeepEveryDigit(int increment) => _family.WideDecimals_WhateverTheSessionSays_KeepEveryDigit(increment, scale: 38);

    [ServerFact(Server.MariaDb)]
    public void Title_EdgesOfTheTables_Agree() => _traps.AssertTitleAgreesAtEveryEdge();

    [ServerFact(Server.MariaDb)]
    public void Title_CodePointsAndTheMarks_ComeBack() => _family.Title_CodePointsAndTheMarks_ComeBack();

    [ServerFact(Server.MariaDb)]
    public void Title_LongText_IsWholeOrStopsTheStatement() => _family.Title_LongText_IsWholeOrStopsTheStatement();

    [ServerFact(Server.MariaDb)]
    public void EveryCodePoint_CaseTrimCollapse_Agree() => _traps.AssertEveryCodePointAgrees();

    [ServerFact(Server.MariaDb)]
    public void LongTexts_EveryOperation_Agree() => _traps.AssertLongTextsAgree();

    [ServerFact(Server.MariaDb)]
    public void SelectSql_TwelveSteps_IsQuick() => _family.SelectSql_TwelveSteps_IsQuick();

    [ServerFact(Server.MariaDb)]
    public void SelectSql_EveryLevel_IsFenced() => _family.SelectSql_EveryLevel_IsFenced();

    [ServerFact(Server.MariaDb)]
    public void SelectSql_FiftySteps_Runs() => _traps.AssertAgrees(FamilyTraps.Steps(50), ("a", null), ("c", null));

    [ServerFact(Server.MariaDb)]
    public void SelectSql_MoreLevelsThanAServerTakes_IsRefused() => _family.SelectSql_MoreLevelsThanAServerTakes_IsRefused();

    [ServerFact(Server.MariaDb)]
    public void SelectSql_SessionWithAwkwardSettings_ComputesTheSame() => _family.SelectSql_SessionWithAwkwardSettings_ComputesTheSame(", old_mode = ''", ", old_mode = DEFAULT");

    [ServerFact(Server.MariaDb)]
    public void SelectSql_InsideAStrictInsert_RaisesNothing() => _family.SelectSql_InsideAStrictInsert_RaisesNothing();

    [ServerTheory(Server.MariaDb)]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234x", "64")]
    [InlineData("blank ", "blank")]
    [InlineData("\u0001a", "control")]
    [InlineData("😀", "Plane")]
    public void Compile_ColumnNameTheServerDoesNotTake_IsRefused(string name, string why) => _family.Compile_ColumnNameTheServerDoesNotTake_IsRefused(name, why);

    [ServerFact(Server.MariaDb)]
    public void Probes_ThisServer_AgreesOnEach() => _family.Probes_ThisServer_AgreesOnEach();

    [ServerTheory(Server.MariaDb)]
    [InlineData("SET sql_mode = 'NO_BACKSLASH_ESCAPES'", "SET sql_mode = DEFAULT", "texts")]
    [InlineData("SET default_regex_flags = 'MULTILINE'", "SET default_regex_flags = ''", "patterns")]
    public void Probes_SessionThatWouldReadTheStatementOtherwise_IsRefused(string change, string back, string subject) => _family.Probes_SessionThatWouldReadTheStatementOtherwise_IsRefused(change, back, subject);

    [ServerTheory(Server.MariaDb)]
    [InlineData(CaseMode.Upper, MariaDbProbes.UpperSum)]
    [InlineData(CaseMode.Lower, MariaDbProbes.LowerSum)]
    public void ProbeSum_CaseTable_IsItsSum(CaseMode mode, string expected)
    {
#pragma warning disable CA5351 // The sum MariaDB has at hand; nothing is kept secret.
        Assert.Equal(expected, Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(CaseLetters.Of(mode).To))));
#pragma warning restore CA5351
    }

    // The one double a DOUBLE column cannot hold: its sign is gone as soon as it is stored.
    [ServerFact(Server.MariaDb)]
    public void Float64_ReadFromText_IsRefusedBecauseMinusZeroDoesNotLast()
    {
        Assert.Equal([["-3.14", "3.14"]], server.Run("SELECT CAST(round(atan2(-1e-200 * 1e-200, -1e0), 2) AS CHAR), CAST((SELECT round(atan2(v, -1e0), 2) FROM (SELECT -1e-200 * 1e-200 AS v LIMIT 10) AS s) AS CHAR)", default));

        var error = Assert.Throws<LumosException>(() => _traps.Compile("x = a | type_cast(float64)"));

        Assert.Contains("MariaDB cannot run type_cast here: a DOUBLE column cannot hold -0 there", error.Message, StringComparison.Ordinal);
    }
}
