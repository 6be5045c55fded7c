using Lumos.Abstractions;
using Lumos.Host.Reports;

namespace Lumos.Host.Tests.Reports;

/// <summary>A finished run with something in every section, and hostile names where names come from outside.</summary>
internal static class ReportFixture
{
    public const string Hostile = "<img src=x onerror=alert(1)>";

    public static RunReportData Finished()
    {
        var header = new ArtifactHeader { Kind = ArtifactKind.Catalog, RunId = "01JKVM0S0000000000000CRM01", ContractHash = Hash('c'), PolicyVersion = "1.0.0", ThresholdProfileId = "tp_default_v1", DslVersion = "1.0.0", CatalogVersion = "1.0.0" };
        return new RunReportData
        {
            Contract = new RunContract
            {
                RunId = header.RunId,
                Mode = RunMode.DataMode,
                Lhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["contacts.csv"] },
                Rhs = new RunEndpoint { Source = new EndpointSource("file"), Location = ["out/crm.duckdb"] },
                RbacActor = new RbacActor("ada", Role.Operator),
            },
            ContractHash = Hash('c'),
            Status = "finished",
            Catalog = Catalog(header),
            Domains = Domains(header),
            Plan = Plan(header),
            Analysis = Analysis(header),
            Migration = Migration(header),
            Ledger = [Event(1, StageName.Ingest, GateDecision.Accept, "1 table, 415 rows"), Event(2, StageName.Mapping, GateDecision.Hold, "waits for a person"), Event(3, StageName.Migration, GateDecision.Accept, "promoted")],
            Quarantine = [new QuarantineLine("customers", "contacts.csv", 22, "E_DATE", "1***7 | A*** | " + Hostile, null)],
        };
    }

    private static CatalogArtifact Catalog(ArtifactHeader header) => new()
    {
        Header = header,
        SnapshotHash = Hash('5'),
        Tables =
        [
            new CatalogTable
            {
                Name = "contacts",
                RowCount = 415,
                Source = new CatalogSource
                {
                    Location = "contacts.csv", Format = "csv", Bytes = 41_352, Sha256 = Hash('a'),
                    Dialect = new CsvDialectReport { Encoding = "utf-8", ByteOrderMark = true, Delimiter = ";", Quote = "\"", Newline = "crlf", Header = true, HeaderLines = 1, PreambleLines = 3, FooterLines = 2, Confidence = 0.97, RunnerUp = "comma, score 0.31" },
                },
                Columns = [.. Names.Select((name, i) => new CatalogColumn { Name = name.ToLowerInvariant().Replace(' ', '_'), SourceName = name, Ordinal = i, Type = ColumnType.Text, Counts = new ColumnCounts { Distinct = 300 - i, Nulls = i } })],
                Notes = [new IngestNote { Code = "PREAMBLE_SKIPPED", Message = "3 lines before the header are not data.", Count = 3, FirstLine = 1, LastLine = 3 }],
                Keys = [new CatalogKey(["contact_no"], 0.98, 15)],
            },
        ],
    };

    private static readonly string[] Names = ["Contact No", "First Name", "Last Name", "E-mail", "Country", Hostile];

    private static DomainAssignmentsArtifact Domains(ArtifactHeader header) => new()
    {
        Header = header,
        Columns =
        [
            new DomainAssignment { Table = "contacts", Column = "e_mail", Domain = "contact.email", Band = ConfidenceBand.High, Score = 0.96, Evidence = ["header is 'e mail'", "98 % of values have the form of a mail address"], RunnerUp = "account.username", RunnerUpScore = 0.31, Pii = PiiGrade.Direct, PiiEvidence = ["identifies a person by itself"] },
            new DomainAssignment { Table = "contacts", Column = "country", Domain = "geo.country", Band = ConfidenceBand.Borderline, Score = 0.71 },
            new DomainAssignment { Table = "contacts", Column = "x", Domain = "unknown", Band = ConfidenceBand.Low, Score = 0.22 },
        ],
    };

    private static MappingPlanArtifact Plan(ArtifactHeader header) => new()
    {
        Header = header,
        TargetSchemaHash = Hash('d'),
        UnusedSources = ["contacts." + Hostile],
        Tables =
        [
            new TableMapping
            {
                Target = "customers",
                Key = ["customer_id"],
                KeyStrategy = "natural",
                Unmapped = ["phone"],
                Inputs =
                [
                    new SourceMapping
                    {
                        Source = "contacts",
                        SqlPreview = "SELECT 1",
                        Columns =
                        [
                            Column("customer_id", ColumnType.Int64, "`Contact No` | type_cast(int64)", ["Contact No"], 0.97, GateDecision.Accept),
                            Column("full_name", ColumnType.Text, "concat(`First Name`, `Last Name`, separator: \" \", nulls: skip) | collapse_whitespace", ["First Name", "Last Name"], 0.91, GateDecision.Accept),
                            Column("email", ColumnType.Text, "`E-mail` | trim | case(lower)", ["E-mail"], 0.95, GateDecision.Accept),
                            Column("country_name", ColumnType.Text, "country | map_dict({" + string.Join(", ", Enumerable.Range(0, 60).Select(i => $"\"land {i}\": \"L{i}\"")) + ", \"zuletzt\": \"Z\"}, on_missing: error)", ["Country"], 0.9, GateDecision.Accept),
                            Column("country_code", ColumnType.Text, "Country | map_dict({\"Germany\": \"DE\"}, on_missing: error)", ["Country"], 0.74, GateDecision.Hold),
                        ],
                    },
                ],
            },
        ],
    };

    private static ColumnMapping Column(string target, ColumnType type, string dsl, IReadOnlyList<string> sources, double confidence, GateDecision decision) => new()
    {
        Target = target,
        Type = type,
        Dsl = dsl,
        DslHash = Hash('e'),
        Sources = sources,
        Strategy = "rename",
        Confidence = confidence,
        Decision = decision,
        Rationale = ["same domain on both sides"],
        Proof = new MappingProof { Rows = 400, Succeeded = 396, Failures = new Dictionary<string, long> { ["E_CAST"] = 4 }, Examples = [new MaskedExample("a***@e***.com", "a***@e***.com", null), new MaskedExample(Hostile, null, "E_CAST")] },
    };

    private static AnalysisReportArtifact Analysis(ArtifactHeader header) => new()
    {
        Header = header,
        Conclusion = GateDecision.Accept,
        Checks =
        [
            new AnalysisCheck { Code = "DUP_KEY_RATE", Table = "customers", Column = "customer_id", Severity = Severity.Warning, Passed = false, Value = 0.036, Threshold = 0, Message = "15 rows share a key with another row.", Fix = "Identical rows collapse; look at the conflicting ones in quarantine." },
            new AnalysisCheck { Code = "COVERAGE", Table = "customers", Severity = Severity.Info, Passed = true, Value = 1, Threshold = 1, Message = "All required columns are mapped." },
        ],
        Columns = [new ColumnQuality("customers", "email", 400, 31, 0, 369), new ColumnQuality("customers", "customer_since", 400, 0, 4, 380)],
    };

    private static MigrationRunArtifact Migration(ArtifactHeader header) => new()
    {
        Header = header,
        Strategy = "elt",
        Target = "out/crm.duckdb",
        Promoted = true,
        Tables =
        [
            new MigratedTable
            {
                Table = "customers", RowsIn = 415, RowsOut = 384, Collapsed = 10, Quarantined = 21, ContentHash = Hash('f'),
                QuarantineReasons = new Dictionary<string, long> { ["E_DATE"] = 4, ["DUP_KEY_CONFLICT"] = 5, ["RAGGED_ROW"] = 12 },
                Chunks = [new ChunkRecord(0, "contacts", 0, 415, 384, 21, Hash('1'))],
                Validations = [new ValidationResult("row_count", true, "415 = 384 + 10 + 21"), new ValidationResult("checksum", true, "1 chunk read again")],
            },
        ],
    };

    private static LedgerEvent Event(long sequence, StageName stage, GateDecision decision, string summary) => new(
        "01JKVM0S0000000000000000" + sequence.ToString("00", System.Globalization.CultureInfo.InvariantCulture), sequence, new DateTimeOffset(2026, 1, 2, 3, 4, (int)sequence, TimeSpan.Zero),
        new LedgerEntry { RunId = "01JKVM0S0000000000000CRM01", Stage = stage, Decision = decision, Summary = summary, PolicyVersion = "1.0.0", ThresholdProfileId = "tp_default_v1", DslVersion = "1.0.0" }, Hash('0'), Hash('9'));

    private static string Hash(char digit) => new(digit, 64);
}
