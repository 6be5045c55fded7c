using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Supervision;

namespace Lumos.Core.Tests.Mapping;

public sealed class MappingStageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Run_MetadataOnly_MapsFromNamesAndHoldsNoProof()
    {
        using var run = await SampleRun.OfSampleAsync("crm", "target.schema.json", ["contacts.csv"], mode: RunMode.MetadataOnly);
        var plan = (await run.RunAsync()).Output;

        var columns = plan.Tables[0].Inputs[0].Columns;
        Assert.Equal(9, columns.Count);
        Assert.All(columns, c => Assert.Null(c.Proof));
        Assert.Equal("value_map", columns.Single(c => c.Target == "country_code").Strategy);
    }

    [Fact]
    public async Task Run_SameInputTwice_GivesTheSamePlan()
    {
        using var first = await SampleRun.OfSampleAsync("shop", "target.schema.sql", ["order_export.csv"]);
        using var second = await SampleRun.OfSampleAsync("shop", "target.schema.sql", ["order_export.csv"]);

        var (a, b) = ((await first.RunAsync()).Output, (await second.RunAsync()).Output);
        Assert.Equal(Flat(a), Flat(b));
    }

    [Fact]
    public async Task Run_WholeName_IsCutIntoParts()
    {
        var plan = await MapAsync("people.csv", "name;since\nAnna Schmidt;2020-01-31\nPeter van Dijk;2021-02-28\nMaria Garcia;2019-12-01\nJean Dubois;2019-11-01\n",
            Column("first_name"), Column("last_name"), Column("since", ColumnType.Date));

        var columns = plan.Inputs[0].Columns.ToDictionary(c => c.Target);
        Assert.Equal(("decompose", "decompose"), (columns["first_name"].Strategy, columns["last_name"].Strategy));
        Assert.Equal(4, columns["last_name"].Proof!.Succeeded);
    }

    [Fact]
    public async Task Run_CodesExplainedInTheDescription_MapsTheirWords()
    {
        var plan = await MapAsync("patients.csv", "pid,sex\n1,F\n2,M\n3,F\n4,m\n",
            Column("person_id", ColumnType.Int64), new TargetColumn { Name = "gender_concept_id", Type = ColumnType.Int64, Enum = ["8507", "8532"], Description = "Concept of the gender: 8507 male, 8532 female" });

        var gender = plan.Inputs[0].Columns.Single(c => c.Target == "gender_concept_id");
        Assert.Equal("value_map", gender.Strategy);
        Assert.Contains("\"f\": \"8532\"", gender.Dsl, StringComparison.Ordinal);
        Assert.Equal((4L, 0L), (gender.Proof!.Succeeded, gender.Proof.ConstraintBreaks));
    }

    [Fact]
    public async Task Run_InitialsOfAnEnum_AreSpelledOut()
    {
        var plan = await MapAsync("members.csv", "member_id,tier\nA1,G\nA2,S\nA3,B\nA4,G\n", Column("member_id"), new TargetColumn { Name = "tier", Type = ColumnType.Text, Enum = ["gold", "silver", "bronze"] });

        Assert.Contains("\"g\": \"gold\"", plan.Inputs[0].Columns.Single(c => c.Target == "tier").Dsl, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NothingFits_AbstainsAndHolds()
    {
        using var run = Make("a.csv", "colour,shape\nred,round\nblue,flat\n", new TargetTable { Name = "bookings", Columns = [Column("guest_email") with { Nullable = false }, Column("check_in", ColumnType.Date) with { Nullable = false }] });
        var outcome = await run.RunAsync();

        Assert.Equal(GateDecision.Hold, outcome.Proposed);
        Assert.Empty(outcome.Output.Tables[0].Inputs);
        Assert.Equal(["guest_email", "check_in"], outcome.Output.Tables[0].Unmapped);
        Assert.Equal(["a.colour", "a.shape"], outcome.Output.UnusedSources);
    }

    [Fact]
    public async Task Run_WholeAddress_GivesTheHouseNumber()
    {
        var plan = await MapAsync("sites.csv", "SITE_ADDRESS,ZIP\n12 Birch Street,80101\n140 Birch Street,80101\n7 Canal Road,80102\n301 Ridge Avenue,80103\n", Column("number"), Column("postcode"));

        var number = plan.Inputs[0].Columns.Single(c => c.Target == "number");
        Assert.Equal(("decompose", 4L), (number.Strategy, number.Proof!.Succeeded));
    }

    [Fact]
    public async Task Run_StreetInParts_IsPutTogether()
    {
        var plan = await MapAsync("sites.csv", "HSE_NUM,PREDIR,STREET NAME,STREET TYPE\n12,N,BIRCH,ST\n140,,CANAL,RD\n7,,RIDGE,AVE\n9,S,HARBOR,LN\n", Column("number"), Column("street"));

        var street = plan.Inputs[0].Columns.Single(c => c.Target == "street");
        Assert.Equal("compose", street.Strategy);
        Assert.Equal(["PREDIR", "STREET NAME", "STREET TYPE"], street.Sources.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Run_Examples_AreMasked()
    {
        var plan = await MapAsync("c.csv", "email,total\nann.secretive@example.com,1.50\nbob.hidden@example.com,2.50\ncy.covert@example.com,2.75\n", Column("email"), Column("total", ColumnType.Decimal(10, 2)));

        var proof = plan.Inputs[0].Columns.Single(c => c.Target == "email").Proof!;
        Assert.NotEmpty(proof.Examples);
        Assert.All(proof.Examples, e => Assert.Equal("@e***.com", e.After![4..]));
        Assert.DoesNotContain(proof.Examples, e => e.Before!.Contains("secretive", StringComparison.Ordinal) || e.After!.Contains("hidden", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_OverrideOfAnUnknownColumn_SaysWhich()
    {
        using var run = Make("a.csv", "id,name\n1,x\n2,y\n", Table(Column("id", ColumnType.Int64)), new RunOverrides { Mappings = new Dictionary<string, string> { ["t.id"] = "missing | type_cast(int64)" } });
        var error = await Assert.ThrowsAsync<LumosException>(run.RunAsync);

        Assert.Equal("MAPPING_OVERRIDE_UNKNOWN", error.Reason);
        Assert.Contains("'missing'", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OverrideThatSpellsAColumnOtherwise_SaysWhatWasMeant()
    {
        using var run = Make("a.csv", "Order No,name\n1,x\n2,y\n", Table(Column("id", ColumnType.Int64)), new RunOverrides { Mappings = new Dictionary<string, string> { ["t.id"] = "order_no | type_cast(int64)" } });
        var error = await Assert.ThrowsAsync<LumosException>(run.RunAsync);

        Assert.Contains("\"Order No\"", error.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OverrideOfTheWrongType_SaysWhatItGives()
    {
        using var run = Make("a.csv", "id,name\n1,x\n2,y\n", Table(Column("id", ColumnType.Int64)), new RunOverrides { Mappings = new Dictionary<string, string> { ["t.id"] = "id | trim" } });
        var error = await Assert.ThrowsAsync<LumosException>(run.RunAsync);

        Assert.Equal("MAPPING_OVERRIDE_WRONG", error.Reason);
        Assert.Contains("text", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TargetRows_DecideTheTransforms()
    {
        var people = string.Concat(Enumerable.Range(1, 20).Select(i => FormattableString.Invariant($"P{i + 100};{(i % 2 == 0 ? 'A' : 'B')};{i * 12};{i * 150}\n")));
        RawSample rows = RawSample.From(new Dictionary<string, string?[]>
        {
            ["no"] = [.. Enumerable.Range(3, 10).Select(i => (i + 100).ToString(CultureInfo.InvariantCulture))], ["state"] = [.. Enumerable.Range(3, 10).Select(i => i % 2 == 0 ? "active" : "barred")],
            ["age"] = [.. Enumerable.Range(3, 10).Select(i => i.ToString(CultureInfo.InvariantCulture))], ["fee"] = [.. Enumerable.Range(3, 10).Select(i => (i * 1.5m).ToString("0.00", CultureInfo.InvariantCulture))],
        });
        _folder.Write("in/people.csv", "code;st;age;fee\n" + people);
        using var run = new SampleRun { BaseFolder = _folder["in"], Locations = ["people.csv"], Target = [Table(Column("no", ColumnType.Int64), Column("state"), Column("age", ColumnType.Int64), Column("fee", ColumnType.Decimal(9, 2)))], TargetRows = new Dictionary<string, RawSample> { ["t"] = rows } };

        var columns = (await run.RunAsync()).Output.Tables[0].Inputs[0].Columns.ToDictionary(c => c.Target);

        Assert.Equal(["decompose", "value_map", "unit", "unit"], new[] { "no", "state", "age", "fee" }.Select(c => columns[c].Strategy));
        Assert.All(columns.Values, c => Assert.Equal((GateDecision.Accept, 20L), (c.Decision, c.Proof!.Succeeded)));
        Assert.Contains("Reproduces 10 of 10 target rows", string.Join(' ', columns["fee"].Rationale), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ExamplesOfOldAndNew_AreLearnt()
    {
        _folder.Write("in/pairs.csv", "fn,ln,label\nAda,Byron,\"BYRON, A.\"\nAlan,Turing,\"TURING, A.\"\nMary,Kirk,\"KIRK, M.\"\n");
        using var run = Make("people.csv", "fn,ln\nGrace,Hopper\nKonrad,Zuse\nEmmy,Noether\n", Table(Column("label")), new RunOverrides { Examples = new Dictionary<string, string> { ["t"] = "pairs.csv" } });

        var column = (await run.RunAsync()).Output.Tables[0].Inputs[0].Columns.Single();

        Assert.Equal(("compose", "concat(ln | case(upper), \", \", fn | regex_extract(\"^.\"), \".\", nulls: propagate)"), (column.Strategy, column.Dsl));
    }

    [Fact]
    public async Task Run_ExamplesWithoutTargetColumns_SaysSo()
    {
        _folder.Write("in/pairs.csv", "x,y\n1,2\n");
        using var run = Make("people.csv", "fn,ln\nGrace,Hopper\nKonrad,Zuse\n", Table(Column("label")), new RunOverrides { Examples = new Dictionary<string, string> { ["t"] = "pairs.csv" } });

        Assert.Equal("EXAMPLES_SHAPE", (await Assert.ThrowsAsync<LumosException>(run.RunAsync)).Reason);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<TableMapping> MapAsync(string file, string content, params TargetColumn[] columns)
    {
        using var run = Make(file, content, Table(columns));
        return (await run.RunAsync()).Output.Tables.Single();
    }

    private SampleRun Make(string file, string content, TargetTable target, RunOverrides? overrides = null)
    {
        _folder.Write("in/" + file, content);
        return new SampleRun { BaseFolder = _folder["in"], Locations = [file], Target = [target], Overrides = overrides };
    }

    private static TargetTable Table(params TargetColumn[] columns) => new() { Name = "t", Columns = columns };

    private static TargetColumn Column(string name, ColumnType? type = null) => new() { Name = name, Type = type ?? ColumnType.Text };

    private static IEnumerable<string> Flat(MappingPlanArtifact plan) =>
        plan.Tables.SelectMany(t => t.Inputs.SelectMany(i => i.Columns.Select(c => $"{t.Target}/{i.Source}/{c.Target}/{c.DslHash}/{c.Confidence}/{c.Proof?.Succeeded}/{c.RunnerUp}")));
}
