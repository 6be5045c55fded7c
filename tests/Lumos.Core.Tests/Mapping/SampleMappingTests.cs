using Lumos.Abstractions;
using Xunit.Abstractions;

namespace Lumos.Core.Tests.Mapping;

public sealed class SampleMappingTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Run_CrmContacts_MapsEveryColumn()
    {
        using var run = await SampleRun.OfSampleAsync("crm", "target.schema.json", ["contacts.csv"]);
        var plan = await MapAsync(run);

        var columns = Only(plan, "customers", 1)[0].Columns.ToDictionary(c => c.Target);
        Assert.Empty(plan.Tables[0].Unmapped);
        Assert.Equal(["Contact No"], columns["customer_id"].Sources);
        Assert.Equal("compose", columns["full_name"].Strategy);
        Assert.Equal(["First Name", "Last Name"], columns["full_name"].Sources);
        Assert.Contains("case(lower", columns["email"].Dsl, StringComparison.Ordinal);
        Assert.Equal("value_map", columns["country_code"].Strategy);
        Assert.Equal(["Customer since"], columns["customer_since"].Sources);
        Assert.Equal(["Date of Birth"], columns["birth_date"].Sources);
        Assert.Equal(["Lifetime Value (EUR)"], columns["lifetime_value_eur"].Sources);
        Assert.Equal("natural", plan.Tables[0].KeyStrategy);
        Assert.All(columns.Values, c => Assert.Equal(GateDecision.Accept, c.Decision));
    }

    [Fact]
    public async Task Run_ShopExport_FeedsTwoTablesAndMultiplies()
    {
        using var run = await SampleRun.OfSampleAsync("shop", "target.schema.sql", ["order_export.csv"]);
        var plan = await MapAsync(run);

        Assert.Equal(["orders", "order_lines"], plan.Tables.Select(t => t.Target));
        Assert.All(plan.Tables, t => Assert.Empty(t.Unmapped));
        var lines = Only(plan, "order_lines", 1)[0].Columns.ToDictionary(c => c.Target);
        Assert.Equal(("derive", "unit"), (lines["line_total"].Strategy, lines["weight_kg"].Strategy));
        Assert.Equal(["qty", "unitPrice"], lines["line_total"].Sources);
        Assert.Equal("composite", plan.Tables[1].KeyStrategy);
        Assert.All(plan.Tables.SelectMany(t => t.Inputs).SelectMany(i => i.Columns), c => Assert.Equal(GateDecision.Accept, c.Decision));
        Assert.Equal(["product"], lines["product_name"].Sources);
        var orders = Only(plan, "orders", 1)[0].Columns.ToDictionary(c => c.Target);
        Assert.Equal(["currency"], orders["currency_code"].Sources);
        Assert.Equal(["shipCountry"], orders["ship_country"].Sources);
    }

    [Fact]
    public async Task Run_ClinicalExtract_ConvertsUnitsAndTakesTheYear()
    {
        using var run = await SampleRun.OfSampleAsync("clinical", "target.schema.json", ["patients.tsv", "visits.tsv"]);
        var plan = await MapAsync(run);

        Assert.All(plan.Tables, t => Assert.Empty(t.Unmapped));
        var person = Only(plan, "person", 1)[0];
        Assert.Equal("patients", person.Source);
        var columns = person.Columns.ToDictionary(c => c.Target);
        Assert.Equal(("unit", "unit", "decompose", "value_map"), (columns["weight_kg"].Strategy, columns["height_cm"].Strategy, columns["year_of_birth"].Strategy, columns["gender_concept_id"].Strategy));
        var visit = Only(plan, "visit_occurrence", 1)[0];
        Assert.Equal("visits", visit.Source);
        var visits = visit.Columns.ToDictionary(c => c.Target);
        Assert.Equal(["ADMIT_DATE"], visits["visit_start_date"].Sources);
        Assert.Equal(["DISCHARGE_DATE"], visits["visit_end_date"].Sources);
        Assert.Equal(("unit", "value_map"), (visits["body_temperature_c"].Strategy, visits["visit_concept_id"].Strategy));

        // Dates that are none are the sample's own errors; no column is held for want of certainty.
        Assert.All(plan.Tables.SelectMany(t => t.Inputs).SelectMany(i => i.Columns), c => Assert.InRange(c.Confidence, 0.6, 1));
        Assert.Equal(["PATIENT_ID"], visits["person_id"].Sources);
    }

    [Fact]
    public async Task Run_TwoCompanies_AppendsBothAndKeepsTheOverrideWhereItFits()
    {
        RunOverrides overrides = new() { Mappings = new Dictionary<string, string> { ["customers.tier"] = "TIER | map_dict({\"G\": \"gold\", \"S\": \"silver\", \"B\": \"bronze\"}, on_missing: error)" } };
        using var run = await SampleRun.OfSampleAsync("merge", "target.schema.json", ["acme_customers.txt", "globex_clients.ndjson"], overrides);
        var plan = await MapAsync(run);

        var inputs = Only(plan, "customers", 2);
        Assert.Empty(plan.Tables[0].Unmapped);
        Assert.Equal("override", inputs[0].Columns.Single(c => c.Target == "tier").Strategy);
        Assert.Equal(("value_map", "level"), (inputs[1].Columns.Single(c => c.Target == "tier").Strategy, inputs[1].Columns.Single(c => c.Target == "tier").Sources[0]));
        Assert.Equal("joined", inputs[1].Columns.Single(c => c.Target == "since").Sources[0]);
    }

    private async Task<MappingPlanArtifact> MapAsync(SampleRun run)
    {
        var outcome = await run.RunAsync();
        foreach (var table in outcome.Output.Tables)
        {
            output.WriteLine($"== {table.Target} key {string.Join(',', table.Key)} {table.KeyStrategy}; unmapped {string.Join(',', table.Unmapped)}");
            foreach (var input in table.Inputs)
            {
                output.WriteLine($"-- from {input.Source}");
                foreach (var c in input.Columns) output.WriteLine($"{c.Target} [{c.Strategy} {c.Confidence:0.00} {c.Decision} {c.Proof?.Succeeded - c.Proof?.ConstraintBreaks}/{c.Proof?.Rows}] = {(c.Dsl.Length > 150 ? c.Dsl[..150] : c.Dsl)} :: {string.Join(" ", c.Rationale)}");
            }
        }

        output.WriteLine(outcome.Proposed + ": " + string.Join("\n", outcome.Reasons));
        foreach (var d in run.Domains!.Columns) output.WriteLine($"{d.Table}.{d.Column}: {d.Domain} {d.Band} {d.Score:0.00}");
        return outcome.Output;
    }

    private static IReadOnlyList<SourceMapping> Only(MappingPlanArtifact plan, string table, int inputs)
    {
        var mapping = plan.Tables.Single(t => t.Target == table);
        Assert.Equal(inputs, mapping.Inputs.Count);
        return mapping.Inputs;
    }
}
