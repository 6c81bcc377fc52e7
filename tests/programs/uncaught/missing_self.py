class A:
    def helper(self):
        return 1

    def run(self):
        return helper()


A().run()
