namespace Lumos.Core.Tests.Ingest.Csv.Golden;

/// <summary>The golden set: every pathology in several tables and dialects, always the same for the same seed.</summary>
internal static partial class GoldenSet
{
    private static readonly (string Name, string Text)[] Delimiters = [("comma", ","), ("semicolon", ";"), ("tab", "\t"), ("pipe", "|")];

    public static IEnumerable<GoldenFile> Files(uint seed = 20240)
    {
        foreach (var make in (Func<GoldenRandom, IEnumerable<GoldenFile>>[])[Dialects, Quotes, Lines, Encodings, Headers, Preambles, Footers, Tables, Ragged, Spaces, Conventions, Small, Exports, Contents, Damage])
        {
            foreach (var file in make(new GoldenRandom(seed++))) yield return file;
        }
    }

    private static GoldenFile Varied(GoldenRandom r, string name, params string[] pathologies)
    {
        var file = new GoldenFile(name, pathologies) { Newline = r.Chance(40) ? "\r\n" : "\n" };
        file.Delimiter = r.Pick(Delimiters).Text;
        if (r.Chance(25)) file.QuoteAll = true;
        return file;
    }

    private static IEnumerable<GoldenFile> Dialects(GoldenRandom r)
    {
        foreach (var (name, text) in (IEnumerable<(string, string)>)[.. Delimiters, ("caret", "^"), ("tilde", "~"), ("colon", ":"), ("bars", "||"), ("unit", "\u001f"), ("broken-bar", "\u00a6"), ("star", "*"), ("hash", "#")])
        {
            var table = name == "colon" ? GoldenTables.Stations(r, 14) : GoldenTables.Any(r, r.Between(6, 25));
            yield return new GoldenFile($"delimiter__{name}.csv", "delimiter") { Delimiter = text }.Table(table);
        }

        yield return new GoldenFile("delimiter__space.csv", "delimiter") { Delimiter = " " }.Table(GoldenTables.Election(r, 12));
        yield return new GoldenFile("delimiter__space_numbers.txt", "delimiter") { Delimiter = " " }.Table(GoldenTables.Matrix(r, 20, 4), header: false);
        foreach (var (name, text) in Delimiters)
        {
            yield return new GoldenFile($"delimiter__{name}_text.csv", "delimiter") { Delimiter = text }.Table(GoldenTables.Products(r, r.Between(5, 12)));
            yield return new GoldenFile($"delimiter__{name}_other_inside.csv", "delimiter") { Delimiter = text }.Table(GoldenTables.Make(["id", "tags", "note", "score"], 15, i =>
                [GoldenTables.N(i + 1), string.Join(text == "|" ? ";" : "|", Enumerable.Range(0, r.Between(1, 4)).Select(_ => r.Pick(["red", "blue", "xl", "new"]))), $"{GoldenTables.Title(r)}, {r.Pick(["ok", "see above"])}", GoldenTables.Money(r)]));
        }
    }

    private static IEnumerable<GoldenFile> Quotes(GoldenRandom r)
    {
        foreach (var (name, text) in Delimiters)
        {
            yield return new GoldenFile($"quote__all_{name}.csv", "quote") { Delimiter = text, QuoteAll = true }.Table(GoldenTables.Any(r, 10));
            yield return new GoldenFile($"quote__single_{name}.csv", "quote_single") { Delimiter = text, Quote = '\'', QuoteAll = true }.Table(GoldenTables.Orders(r, 9));
            yield return new GoldenFile($"quote__doubled_{name}.csv", "quote_doubled") { Delimiter = text }.Table(Sizes(r, 12));
            yield return new GoldenFile($"quote__backslash_{name}.csv", "escape_backslash") { Delimiter = text, Backslash = true, QuoteAll = true }.Table(Sizes(r, 12));
            yield return new GoldenFile($"quote__inches_{name}.csv", "quote_inside") { Delimiter = text, NeverQuote = true }.Table(GoldenTables.Make(["part", "size", "price"], 12, i => [$"P{i + 200}", $"{r.Between(1, 12)}\" x {r.Between(1, 12)}\"", GoldenTables.Money(r)]));
        }
    }

    private static GoldenTable Sizes(GoldenRandom r, int rows) => GoldenTables.Make(["id", "name", "comment", "price"], rows, i =>
        [GoldenTables.N(i + 1), $"{GoldenTables.Title(r)} {r.Between(5, 30)}\"", r.Chance(50) ? $"called \"{GoldenTables.Title(r)}\", sold out" : "in stock", GoldenTables.Money(r)]);

    private static IEnumerable<GoldenFile> Lines(GoldenRandom r)
    {
        foreach (var (name, newline) in (IEnumerable<(string, string)>)[("crlf", "\r\n"), ("cr", "\r"), ("lf", "\n")])
        {
            yield return new GoldenFile($"lines__{name}.csv", "newline") { Newline = newline }.Table(GoldenTables.Any(r, 12));
            yield return new GoldenFile($"lines__{name}_inside.csv", "newline_in_quotes") { Newline = newline, Delimiter = r.Pick(Delimiters).Text }.Table(Notes(r, 9, newline));
            yield return new GoldenFile($"lines__{name}_open_end.csv", "no_last_newline") { Newline = newline }.Table(GoldenTables.Any(r, 7)).WithoutLastNewline();
        }

        var mixed = new GoldenFile("lines__mixed.csv", "newline_mixed");
        var table = GoldenTables.Orders(r, 14);
        mixed.Header(table.Names);
        foreach (var row in table.Rows)
        {
            mixed.Newline = r.Pick(["\n", "\r\n"]);
            mixed.Row(row);
        }

        yield return mixed;
        for (var i = 0; i < 3; i++)
        {
            var file = Varied(r, $"lines__blank_inside_{i}.csv", "blank_lines");
            table = GoldenTables.Any(r, 15);
            file.Header(table.Names);
            foreach (var row in table.Rows)
            {
                file.Row(row);
                if (r.Chance(25)) file.Aside(string.Empty);
            }

            yield return file;
            yield return Varied(r, $"lines__blank_after_{i}.csv", "blank_lines").Table(GoldenTables.Any(r, 8)).Aside(string.Empty).Aside(string.Empty);
        }
    }

    private static GoldenTable Notes(GoldenRandom r, int rows, string newline) => GoldenTables.Make(["ticket", "opened", "note", "owner"], rows, i =>
        [GoldenTables.N(4000 + i), GoldenTables.Date(r), r.Chance(60) ? $"first line{newline}second, line{newline}{newline}third; line" : "one line", GoldenTables.Name(r)]);

    private static IEnumerable<GoldenFile> Encodings(GoldenRandom r)
    {
        foreach (var (name, mark) in (IEnumerable<(string, bool)>)[("utf-8", false), ("utf-8", true), ("utf-16le", true), ("utf-16be", true), ("utf-16le", false), ("utf-16be", false)])
        {
            for (var i = 0; i < 2; i++)
            {
                var file = Varied(r, $"encoding__{name}{(mark ? "_mark" : string.Empty)}_{i}.csv", "encoding");
                file.EncodingName = name;
                file.Mark = mark;
                yield return file.Table(i == 0 ? GoldenTables.People(r, 14) : GoldenTables.Bank(r, 9));
            }
        }

        foreach (var name in (string[])["windows-1252", "macintosh", "ibm850"])
        {
            yield return new GoldenFile($"encoding__{name}_names.csv", "encoding_legacy") { EncodingName = name, Delimiter = ";" }.Table(Western(r, 20));
        }

        yield return new GoldenFile("encoding__windows-1252_bank.csv", "encoding_legacy") { EncodingName = "windows-1252", Delimiter = ";", Newline = "\r\n" }.Table(GoldenTables.Bank(r, 12));
        yield return new GoldenFile("encoding__windows-1251.csv", "encoding_legacy") { EncodingName = "windows-1251", Delimiter = ";" }.Table(GoldenTables.Make(["Дата", "Город", "Сумма"], 12, i =>
            [GoldenTables.GermanDate(r), r.Pick(["Москва", "Казань", "Самара", "Нижний Новгород"]), GoldenTables.Comma(r)]));
        yield return new GoldenFile("encoding__windows-1250.csv", "encoding_legacy") { EncodingName = "windows-1250", Delimiter = ";" }.Table(GoldenTables.Make(["Miasto", "Województwo", "Kwota"], 14, i =>
            [r.Pick(["Łódź", "Kraków", "Poznań", "Gdańsk", "Wrocław"]), r.Pick(["łódzkie", "małopolskie", "dolnośląskie", "wielkopolskie"]), GoldenTables.Comma(r)]));
        yield return new GoldenFile("encoding__shift_jis.csv", "encoding_legacy") { EncodingName = "shift_jis" }.Table(GoldenTables.Make(["番号", "品名", "価格", "備考"], 12, i =>
            [GoldenTables.N(i + 1), r.Pick(["りんご", "みかん", "パソコン", "ノート"]), GoldenTables.N(r.Between(100, 9000)), r.Pick(["在庫あり", "予約のみ", "セール中"])]));
        yield return new GoldenFile("encoding__gb18030.csv", "encoding_legacy") { EncodingName = "gb18030" }.Table(GoldenTables.Make(["编号", "城市", "人口", "备注"], 12, i =>
            [GoldenTables.N(i + 1), r.Pick(["北京", "上海", "广州", "成都"]), GoldenTables.N(r.Between(100, 9000)), r.Pick(["数据来源统计局", "估计值", "无"])]));
    }

    private static GoldenTable Western(GoldenRandom r, int rows) => GoldenTables.Make(["Kundennr", "Name", "Straße", "Ort"], rows, i =>
        [GoldenTables.N(100 + i), r.Pick(["Jürgen Groß", "Anaïs Bélanger", "Señor Peña", "Björn Ångström", "Zoé Lefèvre"]), r.Pick(["Bahnhofstraße 3", "Rue de l'Église 12", "Calle Nuñez 4"]), r.Pick(["Köln", "Besançon", "Logroño", "Göteborg"])]);
}
