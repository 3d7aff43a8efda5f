import Foundation
import TestSupport
import Testing

/// Questions to which hard use has had a wrong answer, with the right one worked out by hand.
struct RightAnswerTests {
    // MARK: Light

    /// A DR4 link over eight fibres from adapter panel to adapter panel.
    private static func makeParallel(_ hall: inout SmallHall, trunk: String, cord: String) {
        hall.replace("32,LC-duplex,100G-CWDM4", "2,MPO-12,400G-DR4", in: "devices")
        hall.replace("100G-CWDM4", "400G-DR4", in: "links")
        hall.replace("MXC-64-LC-32", "MPO-12x8-PANEL")
        hall.replace("MXC-64-FLIP", trunk)
        hall.replace("LC-AB-SM", cord)
    }

    /// Eight fibres out of the A end, of which those at 5 to 8 come to where a DR4 hears nothing.
    @Test func lightThatNobodyHearsIsAnError() throws {
        let plant = try SmallHall.plant {
            Self.makeParallel(&$0, trunk: "MPO-12-A", cord: "MPO-12-A-SM")
        }
        #expect(try plant.findings("--only", "POL001").contains { $0.hasPrefix("error POL001 L1") })
        #expect(try plant.run("validate").code == 1)
        #expect(try plant.run("polarity", "L1").code == 1)
    }

    /// RS(528,514) at one end and RS(544,514) at the other never lock.
    @Test func fecOfTwoCodesIsAnError() throws {
        let plant = try SmallHall.plant {
            $0.replace("DC1.A01-42,a,1,32,LC-duplex,100G-CWDM4", "DC1.A01-42,a,1,32,LC-duplex,WITH-KR4", in: "devices")
            $0.replace("DC1.B01-42,b,1,32,LC-duplex,100G-CWDM4", "DC1.B01-42,b,1,32,LC-duplex,WITH-KP4", in: "devices")
        } before: { tool in
            for code in ["KR4", "KP4"] {
                let result = try tool.run(
                    "catalogue", "add", "optic", "WITH-\(code)", "--like", "100G-CWDM4", "--set", "fecCode=\(code)",
                    "--source", "s")
                if result.code != 0 { return result }
            }
            return nil
        }
        let found = try plant.findings("--only", "OPT003")
        #expect(
            found.count == 1 && found[0].hasPrefix("error OPT003 L1") && found[0].contains("KR4")
                && found[0].contains("KP4"))
        #expect(try plant.run("validate").code == 1)
    }

    /// One fibre, on which each end sends at a wavelength of its own and hears that of the other.
    @Test func aPairOfSingleFibreOpticsIsRight() throws {
        let plant = try SmallHall.plant {
            $0.replace("DC1.A01-42,a,1,32,LC-duplex,100G-CWDM4", "DC1.A01-42,a,1,32,LC-simplex,BX-U", in: "devices")
            $0.replace("DC1.B01-42,b,1,32,LC-duplex,100G-CWDM4", "DC1.B01-42,b,1,32,LC-simplex,BX-D", in: "devices")
            $0.replace("100G-CWDM4,on", "BX-U,off", in: "links")
            $0.replace("MXC-64-LC-32", "MPO-12-LCS-12")
            $0.replace("MXC-64-FLIP", "MPO-12-A")
            $0.replace("LC-AB-SM", "LC-SIMPLEX")
            $0.files["catalogue"] = Self.singleFibre
        }
        #expect(try plant.findings("--ignore", "LEN,LIM,OPT006,BUD003").isEmpty)
        #expect(try plant.run("polarity", "L1").code == 0)
        // The same optic at both ends hears nothing of the other's wavelength.
        #expect(try plant.run("set", "DC1.B01-42", "optic=BX-U").code == 0)
        #expect(try plant.findings("--only", "OPT001").contains { $0.hasPrefix("error OPT001 L1") })
    }

    private static let singleFibre: String = {
        func cell(_ json: String) -> String { "\"" + json.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }
        func optic(_ sent: Int, _ heard: Int) -> String {
            cell(
                """
                {"connector":"LC-simplex","fibres":1,"mode":"single-mode","lanes":[{"lane":0,"wavelength_pm":\(sent)000,\
                "low_pm":\(sent - 10)000,"high_pm":\(sent + 10)000,"receiveLow_pm":\(heard - 10)000,\
                "receiveHigh_pm":\(heard + 10)000,"tx":1,"rx":1}],"laneRate_kBd":10312500,"modulation":"NRZ","fec":"none"}
                """)
        }
        let figure = #"{"value":250,"trust":"user","source":"s"}"#
        let connector = cell(
            """
            {"family":"LC","rows":1,"columns":1,"polish":"UPC","grades":[{"name":"low-loss","pairLossMax_mdB":\(figure)}]}
            """)
        let cassette = cell(
            """
            {"rear":{"connector":"MPO-12","count":1,"grade":"standard"},"front":{"connector":"LC-simplex","count":12,\
            "grade":"low-loss"},"strandMap":[1,2,3,4,5,6,7,8,9,10,11,12],"fibreClass":"G.657.A2","height_u":1}
            """)
        let cord = cell(
            """
            {"connectorA":"LC-simplex","connectorZ":"LC-simplex","grade":"low-loss","strandMap":[1],"polarity":"A-to-A",\
            "fibreClass":"G.657.A2","stockLengths_mm":[2000]}
            """)
        return """
            kind,name,source,trust,body
            connector,LC-simplex,s,user,\(connector)
            cassette-type,MPO-12-LCS-12,s,user,\(cassette)
            cord-type,LC-SIMPLEX,s,user,\(cord)
            optic,BX-U,s,user,\(optic(1270, 1330))
            optic,BX-D,s,user,\(optic(1330, 1270))

            """
    }()

    /// Two plugs that meet in an adapter are one pair: two panels, two pairs of MPO connectors of 0.75 dB at most.
    @Test func anAdapterPanelIsOnePair() throws {
        let plant = try SmallHall.plant {
            Self.makeParallel(&$0, trunk: "MPO-12-B", cord: "MPO-12-B-SM")
        }
        let budget = try plant.run("budget", "L1").out
        #expect(budget.contains("2 mated pairs"))
        // 2 × 0.75, 10 m of trunk 0.004, two cords of 2 m 0.001 each, the bend 0.001.
        #expect(budget.contains("worst case  1.507 dB"))
        #expect(try plant.findings("--only", "BUD").filter { $0.hasPrefix("error") }.isEmpty)
    }

    /// 75 km of trunk are 35.25 dB at 0.47 dB/km, whatever the cord is whose length is unknown.
    @Test func whatIsKnownIsEnoughToFail() throws {
        let plant = try SmallHall.plant {
            $0.replace("10000,S1 S2", "75000000,S1 S2")
            $0.replace("DC1.A01-40:1,2000", "DC1.A01-40:1,")
        }
        let found = try plant.findings("--only", "BUD")
        #expect(found.contains { $0.hasPrefix("error BUD001 L1") && $0.hasSuffix("at least 37.252 dB, against 5 dB") })
        #expect(found.contains { $0.hasPrefix("error BUD004 L1") && $0.hasSuffix("at least 75002 m, against 2000 m") })
        #expect(try plant.run("budget", "L1").code == 1)
    }

    // MARK: Measurements

    @Test func bothEndsAreKeptAndTheWorseCounts() throws {
        let plant = try SmallHall.plant()
        try plant.scratch.write(
            "r.csv", "strand,wavelength_nm,loss_db,end\nT1:1,1310,0.42,A\nT1:1,1310,0.61,Z\nT1:2,1310,0.5,A\n")
        #expect(try plant.run("import-results", "r.csv").code == 0)
        #expect(try plant.run("list", "measurements", "--format", "csv").out.split(separator: "\n").count == 4)
        #expect(try plant.run("budget", "L1").out.contains("0.61"))
    }

    /// 06:15 UTC is before 07:00 UTC, whatever the texts look like; a date in two orders is asked for.
    @Test func timesAreComparedAsTimes() throws {
        let plant = try SmallHall.plant()
        func read(_ loss: String, _ time: String, _ options: String...) throws -> String {
            try plant.scratch.write("r.csv", "strand,wavelength_nm,loss_db,measured_at\nT1:1,1310,\(loss),\(time)\n")
            let result = try plant.run(arguments: ["import-results", "r.csv"] + options)
            return result.out + result.err
        }
        _ = try read("0.5", "2026-01-02T07:00:00Z")
        _ = try read("0.9", "2026-01-02T08:15:00+02:00")
        #expect(try plant.run("list", "measurements", "--format", "csv").out.contains(",500,"))
        #expect(try read("0.9", "02/03/2026").contains("--date-order"))
        _ = try read("0.7", "01/15/2026 07:00:00", "--date-order", "mdy")
        #expect(try plant.run("list", "measurements", "--format", "csv").out.contains(",700,"))
    }

    /// Over 10 km of fibre 0 dB was not measured: the fibre alone loses 4 dB.
    @Test func aLossBelowThatOfTheFibreIsAFinding() throws {
        let plant = try SmallHall.plant { $0.replace("10000,S1 S2", "10000000,S1 S2") }
        try plant.scratch.write("r.csv", "strand,wavelength_nm,loss_db\nT1:1,1310,0.000\n")
        #expect(try plant.run("import-results", "r.csv").code == 0)
        #expect(try plant.findings("--only", "MEA").contains { $0.contains("MEA005 T1:01") })
    }

    /// The crushed fibre from front 01 leg 1 to front 01 leg 2 is strand 2 once A and Z have changed places.
    @Test func marksFollowTheGlass() throws {
        let plant = try SmallHall.plant()
        try plant.scratch.write("r.csv", "strand,wavelength_nm,loss_db,end\nT1:1,1310,0.42,A\n")
        #expect(try plant.run("mark-strand", "T1:1", "--state", "broken").code == 0)
        #expect(try plant.run("import-results", "r.csv").code == 0)
        #expect(try plant.run("set", "T1", "a=DC1.B01-40:R1", "z=DC1.A01-40:R1").code == 0)
        #expect(try plant.run("list", "strands", "--format", "csv").out.contains("T1:02,broken"))
        let measured = try plant.run("list", "measurements", "--format", "csv").out
        #expect(measured.contains("T1:02,1310,Z,420"))
        #expect(try plant.run("undo").code == 0)
        #expect(try plant.run("list", "strands", "--format", "csv").out.contains("T1:01,broken"))
    }

    // MARK: Lengths and places

    /// A device 60 m away: from the roof of one rack to the other, and in between.
    @Test func aCordReachesFromPortToPort() throws {
        let plant = try SmallHall.plant {
            $0.add("DC1.C01,42,60000,0", to: "racks")
            $0.replace("DC1.A01-42", "DC1.C01-42")
        }
        let found = try plant.findings("--only", "CRD003")
        #expect(found.count == 1 && found[0].contains("2 m, against 60.135 m"))
        #expect(try plant.run("set", "C1", "length_mm=61000").code == 0)
        #expect(try plant.findings("--only", "CRD003").isEmpty)
    }

    @Test func aRackStandsWhereItsEntryIs() throws {
        let plant = try SmallHall.plant { $0.replace("DC1.A01,42,0,0", "DC1.A01,42,84000,0") }
        #expect(try plant.findings("--only", "RCK003").count == 1)
    }

    /// Of an unknown diameter neither fill nor free space is known.
    @Test func theFillOfUnknownCablesIsUnknown() throws {
        let plant = try SmallHall.plant {
            $0.replace("MXC-64-FLIP", "TX")
        } before: { tool in
            try tool.run(
                "catalogue", "add", "trunk-type", "TX", "--like", "MXC-64-FLIP", "--set", "outerDiameter_um=null",
                "--source", "s")
        }
        let fill = try plant.run("fill", "--format", "json").out
        #expect(fill.contains(#""fill_pct":null"#) || fill.contains(#""fill_pct": null"#))
        #expect(fill.contains(#""room":null"#) || fill.contains(#""room": null"#))
    }

    // MARK: Numbers and names

    @Test(arguments: ["2-5m", "1.2.3m", "2 5m", "0x10m", "1e3m", "5mm2", "2m3", "+-3m", "٣m"])
    func aLengthIsAWholeText(_ length: String) throws {
        let plant = try SmallHall.plant()
        let result = try plant.run(
            "add-cord", "C9", "--a", "DC1.A01-42:2", "--z", "DC1.A01-40:2", "--length=\(length)")
        #expect(result.code == 64 && result.err.contains("not a valid length"))
    }

    @Test(arguments: ["0.35-0.40", "1.2.3", "+-3", "0.4 1", "1e-1"])
    func aLossIsAWholeText(_ loss: String) throws {
        let plant = try SmallHall.plant()
        #expect(try plant.run("mark-strand", "T1:5", "--loss=\(loss)").code == 64)
        #expect(try plant.run("validate", "--margin=\(loss)").code == 64)
        try plant.scratch.write("r.csv", "strand,wavelength_nm,loss_db\nT1:1,1310,\(loss)\n")
        let read = try plant.run("import-results", "r.csv")
        #expect(read.code == 2 && read.err.contains("is not a loss in dB"))
    }

    /// A spreadsheet makes 30.1 of 30.10; it keeps 30s10.
    @Test func aSlotIsWrittenSoThatASpreadsheetKeepsIt() throws {
        let plant = try SmallHall.plant {
            $0.replace("DC1.A01-40,", "DC1.A01-30.10,", in: "cassettes")
            $0.replace("DC1.A01-40:", "DC1.A01-30.10:")
        }
        let sheet = try plant.run("export", "patch-sheet").out
        #expect(sheet.contains("DC1.A01-30s10:01") && sheet.contains(",30s10,") && !sheet.contains("30.10"))
        #expect(try plant.run("show", "DC1.A01-30.10").out == plant.run("show", "DC1.A01-30s10").out)
    }

    @Test func catalogueNamesAreNoFormulas() throws {
        let plant = try SmallHall.plant {
            $0.replace("LC-AB-SM", "=1+1")
        } before: { tool in
            try tool.run("catalogue", "add", "cord-type", "=1+1", "--like", "LC-AB-SM", "--source", "s")
        }
        for arguments in [
            ["export", "patch-sheet"], ["export", "bill-of-materials"], ["catalogue", "list", "--format", "csv"],
        ] {
            let out = try plant.run(arguments: arguments).out
            #expect(out.contains("'=1+1") && !out.contains(",=1+1"))
        }
    }

    // MARK: Names and moments

    @Test func aDeviceGoesByItsLabel() throws {
        let plant = try SmallHall.plant()
        #expect(try plant.run("show", "a").out == plant.run("show", "DC1.A01-42").out)
        #expect(try plant.run("set", "a", "note=x").code == 0)
        #expect(try plant.run("history", "a").out == plant.run("history", "DC1.A01-42").out)
        #expect(try plant.run("history", "a").out.contains("note"))
        #expect(try plant.run("show", "nowhere").code == 2)
    }

    /// What happened today comes after the beginning of today, and before that of tomorrow.
    @Test func aDifferenceSinceADayHoldsThatDay() throws {
        let plant = try SmallHall.plant()
        let today = String(try plant.run("history").out.split(separator: "\n")[1].split(separator: " ")[1].prefix(10))
        #expect(try plant.run("diff", "--since", today, "--format", "csv").out.contains("T1"))
        #expect(try plant.run("diff", "--since", "2999-01-01").err.contains("0 added"))
    }

    // MARK: Work

    @Test func aTaskNumberIsGivenOnce() throws {
        let plant = try SmallHall.plant()
        _ = try plant.run("work-order", "create", "WO-1")
        for (cord, port) in [("C8", 8), ("C9", 9)] {
            let made = try plant.run(
                "add-cord", cord, "--a", "DC1.A01-42:\(port)", "--z", "DC1.A01-40:\(port)", "--length", "1m",
                "--status",
                "planned", "--work-order", "WO-1")
            #expect(made.code == 0)
            if cord == "C8" { #expect(try plant.run("work-order", "drop", "WO-1", "C8").code == 0) }
        }
        #expect(try plant.run("list", "tasks", "--format", "csv").out.contains("WO-1,2,C9"))
        #expect(try plant.run("verify-history").code == 0)
        // Nor in a copy that was made of its files, nor after undo.
        #expect(try plant.run("work-order", "drop", "WO-1", "C9").code == 0)
        #expect(try plant.run("set", "WO-1", "title=x").code == 0)
        #expect(try plant.run("undo").code == 0)
        let refused = try plant.run("set", "WO-1", "last_task=9")
        #expect(refused.code == 2 && refused.err.contains("counted by fiberplan"))
        #expect(try plant.run("export", "plant", "files").code == 0)
        for command in [["init"], ["import", "files"], ["work-order", "add", "WO-1", "C9"], ["verify-history"]] {
            let result = try plant.run(arguments: ["--plant", "copy.sqlite"] + command)
            #expect(result.code == 0, "\(result.err)")
        }
        let tasks = try plant.run("--plant", "copy.sqlite", "list", "tasks", "--format", "csv").out
        #expect(tasks.contains("WO-1,3,C9"))
    }

    /// A task is about one cord or one trunk, and nobody is sent to it by two orders.
    @Test func aTaskIsOfOneOrderAndAboutOneThing() throws {
        let plant = try SmallHall.plant()
        #expect(try plant.run("import", "-", "--kind", "work-orders", input: "label\nW1\nW2\n").code == 0)
        func tasks(_ rows: String) throws -> Tool.Result {
            try plant.run("import", "-", "--kind", "tasks", input: "work_order,number,cord,trunk\n\(rows)\n")
        }
        let both = try tasks("W1,7,C1,T1")
        #expect(both.code == 2 && both.err.contains("-:2:9: trunk: cord is given as well"), "\(both.err)")
        let none = try tasks("W1,7,,")
        #expect(none.code == 2 && none.err.contains("neither a cord nor a trunk"), "\(none.err)")
        #expect(try tasks("W1,1,C1,").code == 0)
        let twice = try tasks("W1,2,C1,")
        #expect(twice.code == 2 && twice.err.contains("-:2:6: cord: cord C1 is task W1#1 already"), "\(twice.err)")
        let other = try tasks("W2,1,C1,")
        #expect(other.code == 2 && other.err.contains("cord C1 is in work order W1 already"), "\(other.err)")
        let again = try plant.run("work-order", "add", "W1", "C1", "--cord", "C1")
        #expect(again.code == 0)
        #expect(try plant.run("set", "W1#1", "trunk=T1", "cord=C1").code == 2)
        #expect(try plant.run("set", "W1#1", "trunk=T1").code == 0)
        #expect(try plant.run("list", "tasks", "--format", "csv").out.contains("W1,1,,T1,"))
        #expect(try plant.run("set", "W1#1", "cord=C1").code == 0)
        #expect(try plant.run("list", "tasks", "--format", "csv").out.contains("W1,1,C1,,"))
    }

    /// With its kind stated as well, a port without a row of its own gets one.
    @Test func aPortIsSetWithItsKind() throws {
        let plant = try SmallHall.plant()
        let port = try #require(
            try plant.run("list", "links", "--format", "csv").out.split(separator: "\n").last?.split(separator: ",")[1])
        let unit = port.prefix { $0 != ":" }
        #expect(try plant.run("set", "\(unit):31", "optic=100G-LR4", "--kind", "port").code == 0)
        #expect(try plant.run("list", "ports", "--format", "csv").out.contains("\(unit):31"))
        #expect(try plant.run("set", "\(unit):31", "optic=100G-CLR4", "--kind", "port").code == 0)
        #expect(try plant.run("set", "\(unit):31", "optic=100G-LR4", "--kind", "trunk").code == 2)
    }

    /// A plant is found in front of the command as well, a command by a name that is nearly its own.
    @Test func wordsAreTakenAsTheyAreMeant() throws {
        let plant = try SmallHall.plant()
        let stats = try plant.run("stats").out
        #expect(try plant.run("--plant", "plant.sqlite", "stats").out == stats)
        let wrong = try plant.run("export", "patchsheet")
        #expect(wrong.code == 64)
        #expect(wrong.err.contains("Unknown command 'patchsheet'. Did you mean 'patch-sheet'?"))
        #expect(wrong.err.contains("fiberplan export"))
        #expect(try plant.run("export").out.contains("USAGE: fiberplan export <subcommand>"))
        let none = try plant.run("list", "cords", "--where", "status=instaled")
        #expect(none.code == 2 && none.err.contains("'installed'"))
    }

    /// Two trunks of 1.5 m are 3 m, not twice one.
    @Test func metresAreAddedBeforeTheyAreRounded() throws {
        let plant = try SmallHall.plant {
            $0.replace("10000,S1 S2", "1500,S1 S2")
            for number in 2...2 {
                $0.add("DC1.A01-\(number),MXC-64-LC-32", to: "cassettes")
                $0.add("DC1.B01-\(number),MXC-64-LC-32", to: "cassettes")
                $0.add(
                    "T\(number),MXC-64-FLIP,DC1.A01-\(number):R1,DC1.B01-\(number):R1,1500,S1 S2,installed",
                    to: "trunks")
            }
        }
        let line = try plant.run("stats").out.split(separator: "\n").first { $0.contains("metres of trunk") }
        #expect(line?.split(separator: " ").last == "3")
    }

    /// From the day after its end a waiver hides nothing, in whatever command.
    @Test func aWaiverThatIsOverHidesNothing() throws {
        let plant = try SmallHall.plant {
            $0.replace("DC1.B01-40:1,2000", "DC1.B01-40:1,40")
            $0.files["waivers"] = "code,subject,reason,until\nCRD003,C2,for a while,2026-02-01\n"
        }
        #expect(try plant.run("validate", "--today", "2026-02-01", "--only", "CRD").code == 0)
        #expect(try plant.run("validate", "--today", "2026-02-02", "--only", "CRD").code == 1)
    }

    @Test func strandsBeyondTheTracersAreNamed() throws {
        let plant = try SmallHall.plant()
        #expect(try plant.run("trace", "T1:64").out.contains("brown"))
    }

    // MARK: Plans

    /// 31 ports are free at both ends, and one trunk of 32 pairs at 90 % takes 28 links: another is suggested and not bought.
    @Test func suggestingChangesNothing() throws {
        let plant = try SmallHall.plant()
        try plant.scratch.write("d.csv", "label,a,z,count\nX,a,b,31\n")
        let before = try Checkout.bytes(plant.scratch.file("plant.sqlite"))
        let said = try plant.run("suggest-trunks", "d.csv")
        #expect(said.code == 0 && said.out.contains("T0002"))
        #expect(try Checkout.bytes(plant.scratch.file("plant.sqlite")) == before)
    }

    /// Of 40 links 9 find no port whatever is bought.
    @Test func whatDoesNotServeAllIsBoughtOnlyWhenAsked() throws {
        let plant = try SmallHall.plant()
        try plant.scratch.write("d.csv", "label,a,z,count\nX,a,b,40\n")
        let refused = try plant.run("suggest-trunks", "d.csv", "--apply")
        #expect(refused.code == 1 && refused.err.contains("nothing was added"))
        #expect(try plant.run("list", "trunks", "--format", "csv").out.split(separator: "\n").count == 2)
        #expect(try plant.run("suggest-trunks", "d.csv", "--apply", "--partial").code == 1)
        #expect(try plant.run("list", "trunks", "--format", "csv").out.split(separator: "\n").count == 3)
    }

    /// The trunk that is there and a new one on a way of its own.
    @Test func aDiverseGroupIsBoughtASecondWay() throws {
        let plant = try SmallHall.plant { $0.add("S3,NA,NB,tray,300,100,300", to: "segments") }
        try plant.scratch.write("d.csv", "label,a,z,count,diverse_group\nX,a,b,1,G\nY,a,b,1,G\n")
        #expect(try plant.run("allocate", "d.csv").code != 0)
        let bought = try plant.run("suggest-trunks", "d.csv", "--apply")
        #expect(bought.code == 0 && bought.out.contains("S3"))
        #expect(try plant.run("allocate", "d.csv").code == 0)
        #expect(try plant.findings("--only", "DIV").isEmpty)
    }

    @Test func aRerouteNamesTheTrunkThatFails() throws {
        let plant = try SmallHall.plant {
            for rack in ["A01", "B01"] { $0.add("DC1.\(rack)-38,MXC-64-LC-32", to: "cassettes") }
            $0.add("T2,MXC-64-FLIP,DC1.A01-38:R1,DC1.B01-38:R1,10000,S1 S2,installed", to: "trunks")
            $0.add("S3,NA,NB,tray,300,100,300", to: "segments")
            $0.add("DC1.C01,42,9000,0", to: "racks")
            $0.add("DC1.C01-38,MXC-64-LC-32", to: "cassettes")
            $0.add("DC1.A01-36,MXC-64-LC-32", to: "cassettes")
            $0.add("NC,DC1,rack-entry,9000,0,2700,DC1.C01,top,", to: "nodes")
            $0.add("S4,N1,NC,tray,300,100,300", to: "segments")
            $0.add("T3,MXC-64-FLIP,DC1.A01-36:R1,DC1.C01-38:R1,20000,S1 S4,installed", to: "trunks")
        }
        let all = try plant.run("reroute", "T1", "T2", "T3", "--avoid", "S1", "--avoid", "S2")
        #expect(all.code == 2 && all.err.contains("T3: no route"))
        #expect(try plant.run("show", "T1", "--format", "json").out.contains("S1 S2"))
        let some = try plant.run("reroute", "T1", "T2", "T3", "--avoid", "S1", "--avoid", "S2", "--partial")
        #expect(some.code == 1 && some.err.contains("not laid, T3") && !some.err.contains("T1: no"))
        #expect(try !plant.run("show", "T1", "--format", "json").out.contains("S1 S2"))
    }
}
