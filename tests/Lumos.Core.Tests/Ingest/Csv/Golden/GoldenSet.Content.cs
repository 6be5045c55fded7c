using System.IO.Compression;
using System.Text;

namespace Lumos.Core.Tests.Ingest.Csv.Golden;

internal static partial class GoldenSet
{
    private static IEnumerable<GoldenFile> Ragged(GoldenRandom r)
    {
        for (var i = 0; i < 3; i++)
        {
            foreach (var kind in (string[])["short", "long_empty", "long", "cut"])
            {
                var file = Varied(r, $"ragged__{kind}_{i}.csv", "ragged");
                var table = GoldenTables.All[(i * 3) % 8].Make(r, 18);
                file.Header(table.Names);
                var odd = r.Between(2, 14);
                for (var k = 0; k < table.Rows.Count; k++)
                {
                    var row = table.Rows[k];
                    if (k == odd && kind == "short") file.Row(row[..^1]);
                    else if (k == odd && kind == "long_empty") file.RawRow(file.Join(row) + file.Delimiter + file.Delimiter, row);
                    else if (k == odd && kind == "long") file.RawRow(file.Join([.. row, "x1"]), [.. row[..^1], file.Join(row[^1], "x1")]);
                    else if (k == table.Rows.Count - 1 && kind == "cut") file.Row(row[..2]);
                    else file.Row(row);
                }

                yield return kind == "cut" ? file.WithoutLastNewline() : file;
            }
        }

        foreach (var (name, other) in (IEnumerable<(string, string)>)[("semicolon", ";"), ("tab", "\t")])
        {
            var file = new GoldenFile($"ragged__row_with_{name}.csv", "mixed_delimiters");
            var table = GoldenTables.Orders(r, 14);
            file.Header(table.Names);
            for (var k = 0; k < table.Rows.Count; k++)
            {
                if (k == 3) file.RawRow(string.Join(other, table.Rows[k]), table.Rows[k]);
                else file.Row(table.Rows[k]);
            }

            yield return file;
        }
    }

    private static IEnumerable<GoldenFile> Spaces(GoldenRandom r)
    {
        yield return new GoldenFile("spaces__after_comma.csv", "spaces") { After = " " }.Table(GoldenTables.Orders(r, 12));
        yield return new GoldenFile("spaces__after_comma_quoted.csv", "spaces") { After = " ", QuoteAll = true }.Table(GoldenTables.Products(r, 9));
        yield return new GoldenFile("spaces__around_pipe.txt", "spaces") { Delimiter = "|", Before = " ", After = " " }.Table(GoldenTables.Stations(r, 12));
        yield return new GoldenFile("spaces__around_semicolon.csv", "spaces") { Delimiter = ";", Before = " ", After = " " }.Table(GoldenTables.Weather(r, 12));
        yield return new GoldenFile("spaces__padded_cells.csv", "spaces").Table(GoldenTables.Make(["code", "label", "amount"], 12, i => [$"C{i}   ", $"  {GoldenTables.Title(r)} ", GoldenTables.Money(r) + "  "]));
        foreach (var (name, text) in Delimiters) yield return new GoldenFile($"spaces__trailing_{name}.csv", "trailing_delimiter") { Delimiter = text, TrailingDelimiter = true }.Table(GoldenTables.Weather(r, 12));
    }

    private static IEnumerable<GoldenFile> Conventions(GoldenRandom r)
    {
        for (var i = 0; i < 3; i++)
        {
            yield return new GoldenFile($"numbers__decimal_comma_{i}.csv", "decimal_comma") { Delimiter = i == 2 ? "\t" : ";", Newline = "\r\n" }.Table(GoldenTables.Make(["Artikel", "Menge", "Preis", "Summe"], r.Between(6, 15), k =>
                [$"A{k + 10}", GoldenTables.N(r.Between(1, 20)), GoldenTables.Comma(r), GoldenTables.Comma(r)]));
        }

        yield return new GoldenFile("numbers__comma_quoted.csv", "decimal_comma").Table(GoldenTables.Make(["id", "valor", "fecha"], 10, k => [GoldenTables.N(k), GoldenTables.Comma(r), GoldenTables.UkDate(r)]));
        yield return new GoldenFile("numbers__no_header_comma.csv", "decimal_comma", "no_header") { Delimiter = ";" }.Table(GoldenTables.Make(["a", "b", "c"], 14, _ => [GoldenTables.Comma(r), GoldenTables.Comma(r), GoldenTables.Comma(r)]), header: false);
        yield return new GoldenFile("numbers__currency.csv", "numbers").Table(GoldenTables.Make(["Item", "Net", "Gross", "Rate"], 12, _ => [GoldenTables.Title(r), "$" + GoldenTables.Money(r), "$1," + r.Between(100, 999) + ".00", r.Between(1, 25) + "%"]));
        foreach (var token in (string[])["NA", "NULL", "-", "n/a", "\\N"])
        {
            yield return new GoldenFile($"nulls__{(token == "-" ? "dash" : token.Trim('\\').Replace("/", "", StringComparison.Ordinal))}.csv", "null_tokens").Table(GoldenTables.Make(["id", "height", "weight", "seen"], 16, i =>
                [GoldenTables.N(i), r.Chance(40) ? token : GoldenTables.Money(r), r.Chance(40) ? token : GoldenTables.Money(r), r.Chance(40) ? token : GoldenTables.Date(r)]));
        }

        yield return new GoldenFile("nulls__sparse.csv", "sparse").Table(GoldenTables.Make(["id", "a", "b", "c", "d", "e"], 16, i =>
            [GoldenTables.N(i), .. Enumerable.Range(0, 5).Select(_ => r.Chance(80) ? string.Empty : GoldenTables.Money(r))]));
    }

    private static IEnumerable<GoldenFile> Small(GoldenRandom r)
    {
        for (var rows = 1; rows <= 3; rows++)
        {
            yield return Varied(r, $"small__{rows}_rows.csv", "few_rows").Table(GoldenTables.All[rows].Make(r, rows));
            yield return Varied(r, $"small__{rows}_rows_no_header.csv", "few_rows", "no_header").Table(GoldenTables.All[rows + 1].Make(r, rows), header: false);
        }

        yield return new GoldenFile("small__header_only.csv", "header_only").Header(["order_id", "order_date", "customer", "amount"]);
        yield return new GoldenFile("small__header_only_open.csv", "header_only") { Delimiter = ";" }.Header(["Name", "Vorname", "Ort"]).WithoutLastNewline();
        yield return new GoldenFile("one__words.csv", "one_column").Table(GoldenTables.Make(["city"], 15, _ => [r.Pick(["Oslo", "Lyon", "Porto", "Graz"])]));
        yield return new GoldenFile("one__numbers.csv", "one_column").Table(GoldenTables.Make(["reading"], 15, _ => [GoldenTables.Money(r)]));
        yield return new GoldenFile("one__numbers_no_header.txt", "one_column", "no_header").Table(GoldenTables.Make(["x"], 20, _ => [GoldenTables.N(r.Between(1, 9000))]), header: false);
        yield return new GoldenFile("one__sentences.csv", "one_column") { QuoteAll = true }.Table(GoldenTables.Make(["comment"], 10, _ => [$"The {r.Pick(["room", "lamp", "trip"])} was {r.Pick(["good", "fine, mostly", "late; sorry"])}."]));
        yield return new GoldenFile("one__mail.csv", "one_column").Table(GoldenTables.Make(["email"], 12, i => [$"user{i}@example.org"]));
        yield return new GoldenFile("one__dates.csv", "one_column").Table(GoldenTables.Make(["date"], 12, _ => [GoldenTables.Date(r)]));
        yield return new GoldenFile("wide__200.csv", "wide").Table(GoldenTables.Make([.. Enumerable.Range(1, 200).Select(c => $"q{c}")], 6, _ => [.. Enumerable.Range(1, 200).Select(_ => GoldenTables.N(r.Next(6)))]));
    }

    private static IEnumerable<GoldenFile> Exports(GoldenRandom r)
    {
        yield return new GoldenFile("export__logger.csv", "export").Preamble("\"Logger\",\"CR10\",\"5512\"", "Site: weir").MarkQuoted().Header(["TIMESTAMP", "RECORD", "Level_Avg", "Batt_Min"])
            .Header(["TS", "RN", "m", "V"], ["TIMESTAMP TS", "RECORD RN", "Level_Avg m", "Batt_Min V"]).Table(GoldenTables.Make(["TIMESTAMP TS", "RECORD RN", "Level_Avg m", "Batt_Min V"], 18, i => [GoldenTables.Stamp(i), GoldenTables.N(i), GoldenTables.Money(r), GoldenTables.Money(r)]), header: false);
        yield return new GoldenFile("export__bank.csv", "export") { Delimiter = ";", EncodingName = "windows-1252", Newline = "\r\n", QuoteAll = true }
            .Preamble("\"Kontonummer:\";\"DE00 1234 5678 9000 00\"", "", "\"Von:\";\"01.01.2021\"", "\"Bis:\";\"31.03.2021\"", "\"Kontostand vom 31.03.2021:\";\"1.234,56 EUR\"", "").Table(GoldenTables.Bank(r, 14));
        yield return new GoldenFile("export__erp.txt", "export") { Delimiter = "|", NeverQuote = true }.Preamble("Stock overview", "").Table(GoldenTables.Make(["Plant", "Material", "Batch", "Qty", "Unit"], 16, _ => [r.Pick(["1000", "2000"]), GoldenTables.N(r.Between(400000, 499999)), $"B{r.Between(10, 99)}", GoldenTables.Comma(r), "KG"]));
        yield return new GoldenFile("export__spectrometer.csv", "export").Preamble("XLABEL: cm-1, YLABEL: absorbance").Table(GoldenTables.Make(["cm-1", "A"], 24, i => [$"{4000 - (i * 2)}.000", GoldenTables.Money(r)]));
        yield return new GoldenFile("export__access_log.txt", "export") { Delimiter = " " }.Table(GoldenTables.Make(["a", "b", "c", "d", "e"], 15, i => [$"10.0.{r.Next(9)}.{r.Next(250)}", $"2021-03-0{r.Between(1, 9)}T10:{r.Between(10, 59)}:00Z", "GET /" + r.Pick(["index", "cart", "img"]) + ".html", r.Pick(["200", "404"]), GoldenTables.N(r.Between(100, 90000))]), header: false);
        yield return new GoldenFile("export__survey.csv", "export") { QuoteAll = true, Mark = true, Newline = "\r\n" }.Table(GoldenTables.Make(["Response ID", "Submitted", "How satisfied are you with the service?", "What could we do better?"], 9, i => [GoldenTables.N(i + 1), GoldenTables.Stamp(i * 100), r.Pick(["Very", "Somewhat", "Not at all"]), r.Pick(["", "Open earlier, please", "Nothing\nreally", "Call it \"help desk\""])]));
        yield return new GoldenFile("export__dates_only.csv", "export").Table(GoldenTables.Make(["start", "end", "modified"], 12, i => [GoldenTables.Date(r), GoldenTables.Date(r), GoldenTables.Stamp(i)]));
        yield return new GoldenFile("export__comments_inside.csv", "comments").Header(["id", "x", "y"]).Row(["1", "2.5", "3.1"]).Row(["2", "2.6", "3.0"]).Aside("# recalibrated").Row(["3", "2.4", "3.3"]).Row(["4", "2.7", "3.2"]).Row(["5", "2.7", "3.2"]);
    }

    private static IEnumerable<GoldenFile> Contents(GoldenRandom r)
    {
        yield return new GoldenFile("content__json.csv", "content").Table(GoldenTables.Make(["id", "payload", "at"], 10, i => [GoldenTables.N(i), $"{{\"a\": {r.Next(9)}, \"tags\": [\"x\", \"y\"]}}", GoldenTables.Stamp(i)]));
        yield return new GoldenFile("content__urls.csv", "content") { Delimiter = "\t" }.Table(GoldenTables.Make(["id", "link", "views"], 12, i => [GoldenTables.N(i), $"https://example.org/p?a={r.Next(99)}&b={r.Next(9)},{r.Next(9)}", GoldenTables.N(r.Between(1, 9999))]));
        yield return new GoldenFile("content__html.csv", "content") { Delimiter = ";" }.Table(GoldenTables.Make(["id", "body", "lang"], 9, i => [GoldenTables.N(i), $"<p class=\"t{r.Next(9)}\">{GoldenTables.Title(r)}; &amp; more</p>", r.Pick(["en", "de"])]));
        yield return new GoldenFile("content__times.csv", "content").Table(GoldenTables.Make(["runner", "split 1", "split 2", "finish"], 14, i => [GoldenTables.N(i + 1), $"00:{r.Between(10, 59)}:{r.Between(10, 59)}", $"01:{r.Between(10, 59)}:{r.Between(10, 59)}", $"02:{r.Between(10, 59)}:{r.Between(10, 59)}"]));
        yield return new GoldenFile("content__names_comma.csv", "content").Table(GoldenTables.Make(["name", "born", "died"], 12, _ => [$"{r.Pick(["Smith", "Jones", "Brown"])}, {r.Pick(["Ann", "Bob", "Cy"])}", GoldenTables.N(r.Between(1800, 1850)), GoldenTables.N(r.Between(1860, 1920))]));
        yield return new GoldenFile("content__list_comma_in_tab.tsv", "content") { Delimiter = "\t" }.Table(GoldenTables.Make(["gene", "positions", "score"], 14, i => [$"G{i}", string.Join(',', Enumerable.Range(0, 4).Select(_ => r.Between(100, 999))), GoldenTables.Money(r)]));
        yield return new GoldenFile("content__flags.csv", "content").Table(GoldenTables.Make(["id", "active", "admin", "x"], 14, i => [GoldenTables.N(i), r.Pick(["Y", "N"]), r.Pick(["true", "false"]), r.Pick(["0", "1"])]));
    }

    private static IEnumerable<GoldenFile> Damage(GoldenRandom r)
    {
        for (var i = 0; i < 3; i++)
        {
            var file = new GoldenFile($"damage__unclosed_{i}.csv", "stray_quote");
            var table = GoldenTables.Products(r, 16);
            file.Header(table.Names);
            for (var k = 0; k < table.Rows.Count; k++)
            {
                if (k == 2 + i) file.RawRow(file.Join(table.Rows[k][0]) + ",\"" + string.Join(',', file.Join(table.Rows[k][1..])), [table.Rows[k][0], "\"" + table.Rows[k][1], .. table.Rows[k][2..]]);
                else file.Row(table.Rows[k]);
            }

            yield return file;
            file = new GoldenFile($"damage__inner_quote_{i}.csv", "stray_quote") { QuoteAll = true, Delimiter = i == 1 ? ";" : "," };
            table = GoldenTables.Orders(r, 14);
            file.Header(table.Names);
            for (var k = 0; k < table.Rows.Count; k++)
            {
                var row = table.Rows[k];
                if (k == 4) file.RawRow(file.Join(row).Replace(row[2], "the \"big\" one", StringComparison.Ordinal), [row[0], row[1], "the \"big\" one", .. row[3..]]);
                else file.Row(row);
            }

            yield return file;
        }

        yield return new GoldenFile("refused__empty.csv", "refused") { Raw = [], Refused = "INGEST_FILE_EMPTY" };
        yield return new GoldenFile("refused__blank.csv", "refused") { Raw = "\n\n  \n"u8.ToArray(), Refused = "INGEST_FILE_EMPTY" };
        yield return new GoldenFile("refused__workbook.csv", "refused") { Raw = [0x50, 0x4B, 3, 4, 20, 0, 6, 0, 8, 0, 0, 0, 33, 0], Refused = "INGEST_FILE_BINARY" };
        var text = new GoldenFile("x").Table(GoldenTables.Orders(r, 30)).Bytes();
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.NoCompression, leaveOpen: true)) gzip.Write(text);
        yield return new GoldenFile("refused__truncated.csv.gz", "refused") { Raw = packed.ToArray()[..^40], Refused = "INGEST_GZIP_TRUNCATED" };
        var bytes = Encoding.Latin1.GetBytes("id,name\n" + string.Concat(Enumerable.Range(0, 12).Select(i => $"{i},name {i}\n")));
        bytes[20] = 0;
        var nul = new GoldenFile("damage__nul.csv", "nul_byte").Header(["id", "name"]);
        for (var i = 0; i < 12; i++) nul.Row([GoldenTables.N(i), i == 1 ? "name\uFFFD1" : $"name {i}"]);
        bytes = Encoding.UTF8.GetBytes("id,name\n" + string.Concat(Enumerable.Range(0, 12).Select(i => $"{i},name {i}\n")));
        bytes[Array.IndexOf(bytes, (byte)'1') + 6] = 0;
        nul.Raw = bytes;
        yield return nul;
    }
}
