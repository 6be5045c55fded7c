using System.Globalization;
using System.Text;

namespace Lumos.Testing.Samples;

/// <summary>
/// A hospital extract to OMOP-like person and visit tables: two tab-separated Windows-1252 files, pounds, inches and degrees
/// Fahrenheit, codes for sex and visit type, visits of patients who are not there. Concept ids are OMOP's standard ones.
/// </summary>
internal static class ClinicalSample
{
    private static readonly (string Code, string Concept)[] VisitTypes = [("IP", "9201"), ("OP", "9202"), ("ER", "9203")];

    public static SampleExpectation Write(string folder, long rows, long seed)
    {
        Directory.CreateDirectory(Path.Combine(folder, "expected"));
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var western = Encoding.GetEncoding(1252);
        var random = new SeededRandom(seed);
        var persons = new TableTally();
        var visits = new TableTally();
        var known = new List<string>();
        using (var source = new SampleFile(Path.Combine(folder, "patients.tsv"), '\t', western, "\r\n"))
        using (var expected = SampleFile.Expected(Path.Combine(folder, "expected", "person.csv"),
            "person_id", "person_name", "gender_concept_id", "birth_date", "year_of_birth", "weight_kg", "height_cm"))
        {
            source.Row("PATIENT_ID", "PATIENT_NAME", "SEX", "DOB", "WEIGHT_LB", "HEIGHT_IN");
            for (long i = 0; i < rows; i++) Patient(source, expected, persons, random, known, i);
        }

        using (var source = new SampleFile(Path.Combine(folder, "visits.tsv"), '\t', western, "\r\n"))
        using (var expected = SampleFile.Expected(Path.Combine(folder, "expected", "visit_occurrence.csv"),
            "visit_occurrence_id", "person_id", "visit_concept_id", "visit_start_date", "visit_end_date", "body_temperature_c"))
        {
            source.Row("VISIT_ID", "PATIENT_ID", "VISIT_TYPE", "ADMIT_DATE", "DISCHARGE_DATE", "TEMP_F");
            for (long i = 0; i < rows * 2; i++) Visit(source, expected, visits, random, known, i);
        }

        var result = new SampleExpectation(new SortedDictionary<string, TableExpectation>(StringComparer.Ordinal) { ["person"] = persons.Done(), ["visit_occurrence"] = visits.Done() });
        result.Write(Path.Combine(folder, "expected", "expected.json"));
        return result;
    }

    private static void Patient(SampleFile source, SampleFile expected, TableTally tally, SeededRandom random, List<string> known, long index)
    {
        var id = SampleFile.Number(70_001 + index);
        var name = $"{random.Pick(SampleNames.LatinLast)}, {random.Pick(SampleNames.LatinFirst)}";
        var female = random.Chance(52);
        var birth = random.Day(1935, 2019);
        var pounds = random.Chance(6) ? (decimal?)null : random.Next(400, 2600) / 10m;
        var inches = random.Chance(6) ? (decimal?)null : random.Next(300, 790) / 10m;
        string?[] fields =
        [
            id, name, female ? "F" : "M", birth.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture),
            pounds is { } p ? SampleFile.Fixed(p, 1) : null, inches is { } h ? SampleFile.Fixed(h, 1) : null,
        ];
        if (index % 50 == 23)
        {
            fields[2] = "X";
            source.Row(fields);
            tally.Bad("E_MAP_MISSING");
            return;
        }

        if (index % 50 == 44)
        {
            fields[3] = "02/30/1990";
            source.Row(fields);
            tally.Bad("E_DATE");
            return;
        }

        source.Row(fields);
        tally.Good();
        known.Add(id);
        expected.Row(id, name, female ? "8532" : "8507", SampleFile.Iso(birth), SampleFile.Number(birth.Year),
            pounds is { } lb ? Rounded(lb * 0.45359237m, 2) : null, inches is { } inch ? Rounded(inch * 2.54m, 1) : null);
        if (index % 60 == 31)
        {
            source.Row(fields);
            tally.Collapsed();
        }
    }

    private static void Visit(SampleFile source, SampleFile expected, TableTally tally, SeededRandom random, List<string> known, long index)
    {
        var id = SampleFile.Number(900_001 + index);
        var person = random.Pick(known);
        var type = random.Pick(VisitTypes);
        var start = random.Day(2020, 2025);
        var end = start.AddDays(type.Code == "IP" ? random.Next(1, 20) : 0);
        var fahrenheit = random.Chance(10) ? (decimal?)null : random.Next(960, 1050) / 10m;
        var orphan = index % 45 == 12;
        var impossible = index % 70 == 38;
        source.Row(
            id, orphan ? "69999" : person, type.Code, impossible ? "13/01/2024" : start.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture),
            end.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture), fahrenheit is { } f ? SampleFile.Fixed(f, 1) : null);
        if (impossible) tally.Bad("E_DATE");
        else if (orphan) tally.Bad("FK_ORPHAN");
        else
        {
            tally.Good();
            expected.Row(id, person, type.Concept, SampleFile.Iso(start), SampleFile.Iso(end), fahrenheit is { } degrees ? Rounded((degrees - 32m) * 5m / 9m, 1) : null);
        }
    }

    private static string Rounded(decimal value, int scale) => SampleFile.Fixed(Math.Round(value, scale, MidpointRounding.AwayFromZero), scale);
}
