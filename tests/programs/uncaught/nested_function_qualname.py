def outer():
    class Local:
        def method(self):
            def deep():
                raise NotImplementedError

            deep()

    Local().method()


outer()
