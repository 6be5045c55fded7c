using Lumos.Abstractions;
using Lumos.Core.Contracts;

namespace Lumos.Core.Tests.Contracts;

public class RunContractFileTests
{
    private const string Minimal = """
        mode: data_mode
        lhs: { location: [contacts.csv, more/*.csv] }
        rhs:
          source: { type: file }
          location: out/crm.duckdb
          schema_ref: target.schema.json
        rbac_actor: { user_id: ann, role: operator }
        """;

    private const string Everything = """
        run_id: 01J8XW2C5V7Q9R3T6Y8B1D4F0G
        roadmap_version: 1.1.0
        mode: metadata_only
        lane_hint: batch
        lhs: { source: { type: file }, location: a.csv, schema_ref: a.json }
        rhs: { source: { type: sql }, location: [b.duckdb] }
        pii_policy: { mask_before_send: false, local_only_override: true }
        budget_caps:
          default: { tokens: 1000, usd: 0.5, wall_time_s: 60 }
          migration: { wall_time_s: 1.5 }
        routing_profile: offline_first
        provider_allowlist: [local]
        provider_denylist: ["cloud:big"]
        threshold_profile_id: tp_strict
        dsl_version: 1.0.0
        sample_caps: { rows_max: 20, bytes_max: 4096 }
        cache_scope: { run: r, tab: t, filters: [x, y] }
        human_confirm_required: false
        rbac_actor: { user_id: 42, role: admin }
        audit_tags: [quarterly]
        overrides:
          mappings: { customers.tier: "TIER | trim" }
          sources: { customers: [a, b] }
          on_duplicate_key: { customers: keep_last }
          transform_engine: duckdb
          workers: 3
          dialects: { a.csv: { delimiter: "\t", header: true } }
          seed: -7
        """;

    [Fact]
    public void Parse_Minimal_HasTheDefaults()
    {
        var contract = RunContractFile.Parse(Minimal, json: false).Contract;

        Assert.Equal(26, contract.RunId.Length);
        Assert.Equal("1.1.0", contract.RoadmapVersion);
        Assert.Equal(["contacts.csv", "more/*.csv"], contract.Lhs.Location);
        Assert.Equal(["out/crm.duckdb"], contract.Rhs.Location);
        Assert.Equal("file", contract.Lhs.Source.Type);
        Assert.True(contract.PiiPolicy.MaskBeforeSend);
        Assert.True(contract.HumanConfirmRequired);
        Assert.Equal(new SampleCaps(1000, 1_048_576), contract.SampleCaps);
        Assert.Equal(RoutingProfile.QualityFirst, contract.RoutingProfile);
        Assert.Equal("tp_default_v1", contract.ThresholdProfileId);
        Assert.Null(contract.Overrides);
    }

    [Fact]
    public void Parse_EveryKey_IsRead()
    {
        var contract = RunContractFile.Parse(Everything, json: false).Contract;

        Assert.Equal("01J8XW2C5V7Q9R3T6Y8B1D4F0G", contract.RunId);
        Assert.Equal(RunMode.MetadataOnly, contract.Mode);
        Assert.Equal(Lane.Batch, contract.LaneHint);
        Assert.Equal("sql", contract.Rhs.Source.Type);
        Assert.Equal("a.json", contract.Lhs.SchemaRef);
        Assert.Equal(new PiiPolicy { MaskBeforeSend = false, LocalOnlyOverride = true }, contract.PiiPolicy);
        Assert.Equal(new BudgetCap { Tokens = 1000, Usd = 0.5m, WallTimeS = 60 }, contract.BudgetCaps["default"]);
        Assert.Equal(1.5, contract.BudgetCaps["migration"].WallTimeS);
        Assert.Equal(RoutingProfile.OfflineFirst, contract.RoutingProfile);
        Assert.Equal(["local"], contract.ProviderAllowlist);
        Assert.Equal(["cloud:big"], contract.ProviderDenylist);
        Assert.Equal("tp_strict", contract.ThresholdProfileId);
        Assert.Equal(new SampleCaps(20, 4096), contract.SampleCaps);
        Assert.Equal(["x", "y"], contract.CacheScope.Filters);
        Assert.False(contract.HumanConfirmRequired);
        Assert.Equal(new RbacActor("42", Role.Admin), contract.RbacActor);
        Assert.Equal(["quarterly"], contract.AuditTags);
        Assert.Equal("TIER | trim", contract.Overrides!.Mappings!["customers.tier"]);
        Assert.Equal(["a", "b"], contract.Overrides.Sources!["customers"]);
        Assert.Equal("keep_last", contract.Overrides.OnDuplicateKey!["customers"]);
        Assert.Equal("\t", contract.Overrides.Dialects!["a.csv"]["delimiter"]);
        Assert.Equal("duckdb", contract.Overrides.TransformEngine);
        Assert.Equal(3, contract.Overrides.Workers);
        Assert.Equal(-7, contract.Overrides.Seed);
    }

    [Fact]
    public void Parse_Layout_ReadsColumnsAndSizes()
    {
        var contract = RunContractFile.Parse("""
            mode: data_mode
            lhs: { location: a.csv }
            rhs: { location: out/, schema_ref: s.sql }
            rbac_actor: { user_id: ann, role: operator }
            overrides: { layout: { orders: { partition_by: [country, year], sort_by: day desc, target_file_size: 128MiB }, "*": { rows_per_file: 10 } } }
            """, json: false).Contract;

        Assert.Equal("partitioned by country, year, sorted by day desc, about 134,217,728 bytes a file", contract.Overrides!.LayoutOf("orders")!.ToString());
        Assert.Equal(10, contract.Overrides.LayoutOf("others")!.RowsPerFile);
        Assert.Equal(contract.Overrides.LayoutOf("orders")!.PartitionBy, RunContractFile.Parse(System.Text.Json.JsonSerializer.Serialize(contract, Lumos.Core.Artifacts.ArtifactJson.Default.RunContract), json: true).Contract.Overrides!.LayoutOf("orders")!.PartitionBy);
    }

    [Theory]
    [InlineData("{ partition: [a] }", "overrides.layout.t.partition: the key is not known; did you mean partition_by?")]
    [InlineData("{ target_file_size: huge }", "overrides.layout.t.target_file_size: a number of bytes is wanted")]
    [InlineData("{ rows_per_file: 0 }", "overrides.layout.t.rows_per_file: a whole number from 1")]
    [InlineData("{ rows_per_file: 5, target_file_size: 1MB }", "rows_per_file says the size already")]
    public void Parse_LayoutWithAMistake_SaysWhere(string layout, string problem)
    {
        var error = Assert.Throws<LumosException>(() => RunContractFile.Parse($$"""
            mode: data_mode
            lhs: { location: a.csv }
            rhs: { location: out/, schema_ref: s.sql }
            rbac_actor: { user_id: ann, role: operator }
            overrides: { layout: { t: {{layout}} } }
            """, json: false));

        Assert.Contains(problem, error.Message);
    }

    [Theory]
    [InlineData("lhs: { location: [a.csv\nrhs: x\n", "line 1, column")]
    [InlineData("a: [b\nc: x\n", "look for a bracket")]
    [InlineData("a: {b: 1\n", "line ")]
    [InlineData("a: 'b\n", "line ")]
    public void Parse_YamlThatDoesNotEnd_SaysWhere(string text, string problem) =>
        Assert.Contains(problem, Assert.Throws<LumosException>(() => RunContractFile.Parse(text, json: false)).Message);

    [Theory]
    [InlineData("mappings: { t.a: 'x | trimm', t.b: 'y | trim(', t.c: z }", "t.a: 'trimm' is not one of the twelve operations. Did you mean 'trim'?")]
    [InlineData("mappings: { t.a: 'x | trimm', t.b: 'y | trim(', t.c: z }", "t.b: A ) is missing")]
    [InlineData("dialects: { a.csv: { quote: ab } }", "dialects.a.csv.quote: one character is wanted")]
    [InlineData("dialects: { a.csv: { delimiter: '' } }", "dialects.a.csv.delimiter: a character is wanted")]
    public void Parse_OverridesWithMistakes_NamesEach(string overrides, string problem)
    {
        var error = Assert.Throws<LumosException>(() => RunContractFile.Parse($$"""
            mode: data_mode
            lhs: { location: a.csv }
            rhs: { location: out/, schema_ref: s.sql }
            rbac_actor: { user_id: ann, role: operator }
            overrides: { {{overrides}} }
            """, json: false));

        Assert.Contains(problem, error.Message);
    }

    [Fact]
    public void Parse_ManyMistakes_ReportsAllWithPlaces()
    {
        const string Broken = """
            moode: data_mode
            run_id: nonsense
            lane_hint: fast
            lhs: { location: [] }
            rhs: { location: [a, b], schemaref: x }
            pii_policy: { mask_before_send: maybe }
            budget_caps: { migrate: { tokens: -1 } }
            sample_caps: { rows_max: 0 }
            dsl_version: 2.0.0
            rbac_actor: { user_id: ann, role: oprator }
            overrides: { on_duplicate_key: { t: drop }, mappings: { tier: x }, transform_engine: gpu }
            """;
        var error = Assert.Throws<LumosException>(() => RunContractFile.Parse(Broken, json: false));

        Assert.Equal("CONTRACT_INVALID", error.Reason);
        Assert.Equal(ErrorCode.DeterministicFailure, error.Code);
        Assert.StartsWith("The run contract has 15 mistakes:", error.Message);
        Assert.Contains("line 1, column 1: moode: the key is not known; did you mean mode?", error.Message);
        Assert.Contains("line 1, column 1: mode: it is required.", error.Message);
        Assert.Contains("line 2, column 9: run_id: a ULID is wanted", error.Message);
        Assert.Contains("lane_hint: one of interactive, flex, batch is wanted", error.Message);
        Assert.Contains("lhs.location: at least one", error.Message);
        Assert.Contains("rhs.location: a target is one", error.Message);
        Assert.Contains("rhs.schemaref: the key is not known; did you mean schema_ref?", error.Message);
        Assert.Contains("pii_policy.mask_before_send: true or false is wanted, not a text.", error.Message);
        Assert.Contains("budget_caps.migrate: the key is not known; did you mean migration?", error.Message);
        Assert.Contains("sample_caps.rows_max: a whole number from 1", error.Message);
        Assert.Contains("dsl_version: this build follows 1.0.0", error.Message);
        Assert.Contains("line 10, column 35: rbac_actor.role: one of viewer, analyst, operator, maintainer, admin is wanted; did you mean operator?", error.Message);
        Assert.Contains("overrides.on_duplicate_key.t: one of", error.Message);
        Assert.Contains("overrides.mappings.tier: a key is table.column", error.Message);
        Assert.Contains("overrides.transform_engine: one of columnar, duckdb is wanted", error.Message);
    }

    [Fact]
    public void Parse_JsonAndYamlOfTheSameContract_HashEqual()
    {
        const string Yaml = """
            run_id: 01J8XW2C5V7Q9R3T6Y8B1D4F0G
            rbac_actor: { role: operator, user_id: ann }
            rhs: { location: b.duckdb }
            lhs: { location: a.csv }
            mode: data_mode
            """;
        const string Json = """
            {
              // the same, in another order
              "mode": "data_mode", "run_id": "01J8XW2C5V7Q9R3T6Y8B1D4F0G", "lhs": { "location": ["a.csv"] }, "rhs": { "location": "b.duckdb" },
              "rbac_actor": { "user_id": "ann", "role": "operator" }, "human_confirm_required": true,
            }
            """;
        var yaml = RunContractFile.Parse(Yaml, json: false).Contract;
        var json = RunContractFile.Parse(Json, json: true).Contract;

        Assert.Equal(ContractHash.Of(yaml), ContractHash.Of(json));
        Assert.Empty(ContractHash.Differences(yaml, json));
        Assert.Equal(["lhs.location", "rbac_actor.role"], ContractHash.Differences(
            yaml, json with { Lhs = json.Lhs with { Location = ["c.csv"] }, RbacActor = new RbacActor("ann", Role.Admin) }));
    }

    [Theory]
    [InlineData("{\"mode\": }", true, "line 1, column 10")]
    [InlineData("{\"mode\": \"data_mode\", \"mode\": \"x\"}", true, "a second time")]
    [InlineData("mode: [unclosed", false, "mistake")]
    [InlineData("mode: a\nmode: b", false, "line 2, column 1: mode: the key stands here a second time.")]
    [InlineData("- a list", false, "an object is wanted, not a list.")]
    [InlineData("mode: *nowhere", false, "no anchor")]
    [InlineData("a: 1\n---\nb: 2", false, "second document")]
    [InlineData("", false, "is empty")]
    [InlineData("   ", true, "is empty")]
    [InlineData("# only a comment", false, "is empty")]
    public void Parse_NotAContract_SaysWhere(string text, bool json, string expected)
    {
        var error = Assert.Throws<LumosException>(() => RunContractFile.Parse(text, json));
        Assert.Equal("CONTRACT_INVALID", error.Reason);
        Assert.Contains(expected, error.Message);
    }

    [Fact]
    public void Parse_NestedTooDeeply_IsRefused()
    {
        var text = "mode: " + new string('[', 500) + new string(']', 500);
        Assert.Equal("CONTRACT_INVALID", Assert.Throws<LumosException>(() => RunContractFile.Parse(text, json: false)).Reason);
        Assert.Equal("CONTRACT_INVALID", Assert.Throws<LumosException>(() => RunContractFile.Parse("{\"mode\":" + text[6..] + "}", json: true)).Reason);
    }

    [Fact]
    public void Load_File_RemembersItsFolder()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write(Path.Combine("deep", "contract.yaml"), Minimal);
        Assert.Equal(Path.GetDirectoryName(path), RunContractFile.Load(path).BaseFolder);
    }

    [Fact]
    public void Load_Missing_SaysSo()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("does not exist", Assert.Throws<LumosException>(() => RunContractFile.Load(folder["none.yaml"])).Message);
        Assert.Contains("cannot be read", Assert.Throws<LumosException>(() => RunContractFile.Load(folder.Path)).Message);
    }

    [Fact]
    public void Load_NotUtf8_SaysSo()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.yaml"], [0x6d, 0xff, 0xfe, 0x00]);
        Assert.Contains("not UTF-8", Assert.Throws<LumosException>(() => RunContractFile.Load(folder["a.yaml"])).Message);
    }

    [Fact]
    public void Build_ShortForm_IsAContract()
    {
        var contract = new RunContractBuilder().From("a.csv").ToSchema("t.sql").Into("out.duckdb").InMode(RunMode.MetadataOnly).ConfirmByHuman(false).Build();
        Assert.Equal(RunMode.MetadataOnly, contract.Mode);
        Assert.Equal("t.sql", contract.Rhs.SchemaRef);
        Assert.Equal(["a.csv"], contract.Lhs.Location);
        Assert.Equal(Role.Operator, contract.RbacActor.Role);
    }

    [Fact]
    public void Build_NothingGiven_NamesWhatIsMissing()
    {
        var error = Assert.Throws<LumosException>(() => new RunContractBuilder().Build());
        Assert.Contains("where the data are", error.Message);
        Assert.Contains("where they should be", error.Message);
    }

    [Theory]
    [InlineData("postgres://ann:s3cret@db.example/shop", true)]
    [InlineData("postgres://ann:s3cret@db.example:5432/shop?schema=x", true)]
    [InlineData("postgres://ann:s3/cr?et@db.example/shop", true)]
    [InlineData("postgres://db.example/shop?user=ann&password=s3cret", true)]
    [InlineData("https://host/file.csv;Pwd=s3cret", true)]
    [InlineData("sqlite:shop.db?password=s3cret", true)]
    [InlineData("mysql://ann%3As3cret@db/shop", true)]
    [InlineData("postgres://ann@db.example:5432/shop", false)]
    [InlineData("postgres://[::1]:5432/shop?user=ann", false)]
    [InlineData("postgres://db.example/shop?user=ann@corp", false)]
    [InlineData("C:/data/a@b.csv", false)]
    [InlineData("data/password=1.csv", false)]
    public void Parse_PasswordInALocation_IsRefusedAndNotRepeated(string location, bool refused)
    {
        var text = Minimal.Replace("out/crm.duckdb", $"\"{location}\"", StringComparison.Ordinal);

        if (!refused)
        {
            Assert.Equal([location], RunContractFile.Parse(text, json: false).Contract.Rhs.Location);
            return;
        }

        var error = Assert.Throws<LumosException>(() => RunContractFile.Parse(text, json: false));

        Assert.Contains("password", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_Samples_AreContracts()
    {
        foreach (var path in Directory.GetFiles(Path.Combine(Repository.Root, "samples"), "contract.yaml", SearchOption.AllDirectories))
        {
            Assert.Equal(RunMode.DataMode, RunContractFile.Load(path).Contract.Mode);
        }
    }
}
